import type { InstanceFigures } from '@papo/contract'
import { useState } from 'react'
import { formatBytes } from '../files/bytes'
import { useLanguage, useText } from '../preferences'
import { inMs, inPercent } from './formats'
import { ProcessName } from './process.name'
import { problemText } from './problem'

type Props = { instance: InstanceFigures; isHere: boolean; onChange: () => Promise<void> }

export function InstanceRow({ instance, isHere, onChange }: Props) {
  const t = useText()
  const language = useLanguage()
  const [busy, setBusy] = useState(false)
  const { name, draining, sockets, people, rooms, loopDelayMs, memoryBytes, cpuShare } = instance
  const act = draining ? 'takeIn' : 'drain'
  const cells = [
    ['sockets', sockets.toLocaleString(language)],
    ['people', people.toLocaleString(language)],
    ['rooms', rooms.toLocaleString(language)],
    ['delay', inMs(loopDelayMs, language)],
    ['memory', formatBytes(memoryBytes, language)],
    ['cpu', inPercent(cpuShare, language)],
  ] as const
  const change = async () => {
    setBusy(true)
    await onChange()
    setBusy(false)
  }
  return (
    <tr role="row">
      <ProcessName process={instance} address={instance.address} isHere={isHere} />
      <td role="cell">
        <State instance={instance} />
      </td>
      {cells.map(([column, value]) => (
        <td key={column} role="cell" data-label={t(`cluster.${column}`)}>
          {value}
        </td>
      ))}
      <td role="cell" className="record-actions">
        <button
          type="button"
          className="button"
          data-kind="quiet"
          aria-label={t(`cluster.${act}.named`, { name })}
          disabled={busy}
          onClick={() => void change()}
        >
          {t(`cluster.${act}`)}
        </button>
      </td>
    </tr>
  )
}

function State({ instance: { ready, draining, sockets, problems } }: { instance: InstanceFigures }) {
  const t = useText()
  if (draining)
    return (
      <span className="cluster-state" data-state="draining">
        {t(sockets > 0 ? 'cluster.state.draining' : 'cluster.state.drained')}
      </span>
    )
  if (ready)
    return (
      <span className="cluster-state" data-state="ready">
        {t('cluster.state.ready')}
      </span>
    )
  return (
    <span className="cluster-state" data-state="not">
      {t('cluster.state.not', { why: problemText(t, problems) })}
    </span>
  )
}
