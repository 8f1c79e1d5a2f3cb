import type { InstanceFigures } from '@papo/contract'
import { useState } from 'react'
import { RecordTable } from '../admin/record.table'
import { asChatError } from '../chat-error'
import { useChatState } from '../chat/use-chat'
import { errorText, useText } from '../preferences'
import { Blank } from '../ui/blank'
import { clusterApi } from './cluster.api'
import { InstanceRow } from './instance.row'

type Props = { instances: readonly InstanceFigures[]; onChanged: () => void }
type Failure = { name: string; error: unknown }
const COLUMNS = [
  'instance',
  'state',
  'sockets',
  'people',
  'rooms',
  'delay',
  'memory',
  'cpu',
  'actions',
] as const

/** What can be taken back happens at once. */
export function InstanceTable({ instances, onChanged }: Props) {
  const t = useText()
  const [failure, setFailure] = useState<Failure | null>(null)
  const here = useChatState((s) => (s.link.state === 'online' ? s.instanceId : null))
  const change = async ({ name, draining }: InstanceFigures) => {
    setFailure(null)
    try {
      await (draining ? clusterApi.takeIn(name) : clusterApi.drain(name))
    } catch (error) {
      setFailure({ name, error })
    }
    onChanged()
  }
  return (
    <section className="cluster-section">
      <h2>{t('cluster.instances')}</h2>
      {instances.length === 0 && <Blank text={t('cluster.nobody')} role="alert" />}
      {instances.length > 0 && (
        <RecordTable
          name={t('cluster.instances')}
          columns={COLUMNS.map((column) => t(`cluster.${column}`))}
          acts
        >
          {instances.map((instance) => (
            <InstanceRow
              key={instance.name}
              instance={instance}
              isHere={instance.name === here}
              onChange={() => change(instance)}
            />
          ))}
        </RecordTable>
      )}
      {failure && (
        <p className="form-error" role="alert">
          {asChatError(failure.error).code === 'conflict'
            ? t('cluster.last', { name: failure.name })
            : errorText(t, failure.error)}
        </p>
      )}
      <p className="admin-note">{t('cluster.instances.note')}</p>
    </section>
  )
}
