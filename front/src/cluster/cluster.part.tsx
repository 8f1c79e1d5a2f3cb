import './cluster.css'
import type { ClusterView } from '@papo/contract'
import * as texts from '../i18n/cluster'
import { addTexts } from '../i18n/translate'
import { useLanguage, useText } from '../preferences'
import { Blank, ListBones } from '../ui/blank'
import { clusterApi } from './cluster.api'
import { FlowPart } from './flow.part'
import { inMs } from './formats'
import { InstanceTable } from './instance.table'
import { QueueTable } from './queue.table'
import { RedisTable } from './redis.table'
import { useWatched } from './use-watched'
import { WorkerTable } from './worker.table'

addTexts(texts)

/** The processes of the installation as they are now; asked for only while somebody looks. */
export function ClusterPart() {
  const t = useText()
  const { value: view, failed, reload } = useWatched(clusterApi.view)
  if (!view && !failed) return <ListBones count={8} />
  if (!view)
    return (
      <Blank text={t('admin.failed')} role="alert">
        <button type="button" className="button" data-kind="quiet" onClick={() => void reload()}>
          {t('app.retry')}
        </button>
      </Blank>
    )
  return (
    <div className="cluster">
      {failed && (
        <p className="form-error" role="status">
          {t('cluster.stale')}
        </p>
      )}
      <Figures view={view} />
      <FlowPart view={view} />
      <InstanceTable instances={view.instances} onChanged={() => void reload()} />
      <WorkerTable workers={view.workers} />
      <RedisTable nodes={view.redis} />
      <QueueTable queues={view.queues} />
    </div>
  )
}

function Figures({ view: { instances, workers } }: { view: ClusterView }) {
  const t = useText()
  const language = useLanguage()
  const number = (value: number) => value.toLocaleString(language)
  const ready = instances.filter((instance) => instance.ready).length
  const sockets = instances.reduce((sum, instance) => sum + instance.sockets, 0)
  // A room that is held on several instances waits once.
  const waiting = Math.max(0, ...instances.map(({ unpersisted }) => unpersisted))
  const lags = workers.flatMap(({ lagMs }) => lagMs ?? [])
  const figures = [
    [number(ready), t('cluster.figure.instances', { count: instances.length })],
    [number(sockets), t('cluster.figure.sockets', { count: sockets })],
    lags.length > 0
      ? [inMs(Math.max(...lags), language), t('cluster.figure.lag')]
      : ['–', t('cluster.figure.idle')],
    [number(waiting), t('cluster.figure.waiting', { count: waiting })],
  ]
  return (
    <ul className="figures">
      {figures.map(([value, label]) => (
        <li key={label}>
          <strong>{value}</strong> <span>{label}</span>
        </li>
      ))}
    </ul>
  )
}
