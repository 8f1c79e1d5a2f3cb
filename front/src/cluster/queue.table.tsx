import type { ClusterView } from '@papo/contract'
import { RecordTable } from '../admin/record.table'
import { type Text, useLanguage, useText } from '../preferences'

type Queue = ClusterView['queues'][number]
const STATES = ['waiting', 'active', 'delayed', 'failed'] as const
const KNOWN = [
  'persist',
  'notify',
  'push',
  'mail',
  'media',
  'preview',
  'webhook',
  'retention',
  'own-data',
] as const

/** What matters most first; queues that we do not know come last. */
const rankOf = ({ name }: Queue) => {
  const rank = KNOWN.findIndex((one) => one === name)
  return rank < 0 ? KNOWN.length : rank
}
const nameOf = (t: Text, name: string) => {
  const known = KNOWN.find((one) => one === name)
  return known ? t(`cluster.queue.${known}`) : name
}

export function QueueTable({ queues }: { queues: readonly Queue[] }) {
  const t = useText()
  const columns = [t('cluster.queue'), ...STATES.map((state) => t(`cluster.queue.${state}`))]
  return (
    <section className="cluster-section cluster-queues">
      <h2>{t('cluster.queues')}</h2>
      <RecordTable name={t('cluster.queues')} columns={columns}>
        {queues
          .toSorted((a, b) => rankOf(a) - rankOf(b))
          .map((queue) => (
            <Row key={queue.name} queue={queue} />
          ))}
      </RecordTable>
    </section>
  )
}

function Row({ queue }: { queue: Queue }) {
  const t = useText()
  const language = useLanguage()
  return (
    <tr role="row">
      <td role="cell" className="record-name">
        <strong>{nameOf(t, queue.name)}</strong>
      </td>
      {STATES.map((state) => (
        <td
          key={state}
          role="cell"
          data-label={t(`cluster.queue.${state}`)}
          data-warn={state === 'failed' && queue.failed > 0}
        >
          {queue[state].toLocaleString(language)}
        </td>
      ))}
    </tr>
  )
}
