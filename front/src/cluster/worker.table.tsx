import type { WorkerFigures } from '@papo/contract'
import { RecordTable } from '../admin/record.table'
import { formatBytes } from '../files/bytes'
import { useLanguage, useText } from '../preferences'
import { inMs, inPercent } from './formats'
import { problemText } from './problem'
import { ProcessName } from './process.name'

const COLUMNS = ['worker', 'state', 'busy', 'stored', 'lag', 'delay', 'memory', 'cpu'] as const

export function WorkerTable({ workers }: { workers: readonly WorkerFigures[] }) {
  const t = useText()
  return (
    <section className="cluster-section">
      <h2>{t('cluster.workers')}</h2>
      {workers.length === 0 ? (
        <p className="form-error" role="status">
          {t('cluster.workers.none')}
        </p>
      ) : (
        <RecordTable name={t('cluster.workers')} columns={COLUMNS.map((column) => t(`cluster.${column}`))}>
          {workers.map((worker) => (
            <Row key={worker.name} worker={worker} />
          ))}
        </RecordTable>
      )}
    </section>
  )
}

function Row({ worker }: { worker: WorkerFigures }) {
  const t = useText()
  const language = useLanguage()
  const { ready, problems, busyShare, storedPerSecond, lagMs, loopDelayMs, memoryBytes, cpuShare } = worker
  const cells = [
    ['busy', inPercent(busyShare, language)],
    ['stored', storedPerSecond.toLocaleString(language)],
    ['lag', lagMs === undefined ? '–' : inMs(lagMs, language)],
    ['delay', inMs(loopDelayMs, language)],
    ['memory', formatBytes(memoryBytes, language)],
    ['cpu', inPercent(cpuShare, language)],
  ] as const
  return (
    <tr role="row">
      <ProcessName process={worker} />
      <td role="cell">
        <span className="cluster-state" data-state={ready ? 'ready' : 'not'}>
          {ready ? t('cluster.state.ready') : t('cluster.state.not', { why: problemText(t, problems) })}
        </span>
      </td>
      {cells.map(([column, value]) => (
        <td key={column} role="cell" data-label={t(`cluster.${column}`)}>
          {value}
        </td>
      ))}
    </tr>
  )
}
