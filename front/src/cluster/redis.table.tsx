import type { RedisNode } from '@papo/contract'
import { Fragment } from 'react'
import { RecordTable } from '../admin/record.table'
import { formatBytes } from '../files/bytes'
import { type Text, useLanguage, useText } from '../preferences'
import { Blank } from '../ui/blank'

const COLUMNS = ['server', 'role', 'memory', 'full', 'file', 'operations'] as const
type Replica = RedisNode['replicas'][number]

/** A row for each server, and below it one for each that copies it. */
export function RedisTable({ nodes }: { nodes: readonly RedisNode[] }) {
  const t = useText()
  const titles = COLUMNS.map((column) =>
    t(column === 'memory' ? 'cluster.memory' : `cluster.redis.${column}`),
  )
  return (
    <section className="cluster-section">
      <h2>{t('cluster.redis')}</h2>
      {nodes.length === 0 && <Blank text={t('cluster.redis.none')} role="alert" />}
      {nodes.length > 0 && (
        <RecordTable name={t('cluster.redis')} columns={titles}>
          {nodes.map((node) => (
            <Fragment key={node.address}>
              <Row node={node} />
              {node.replicas.map((replica) => (
                <ReplicaRow key={replica.address} replica={replica} />
              ))}
            </Fragment>
          ))}
        </RecordTable>
      )}
    </section>
  )
}

function Row({ node }: { node: RedisNode }) {
  const t = useText()
  const language = useLanguage()
  const { address, memoryBytes, memoryLimitBytes, appendOnly, operationsPerSecond } = node
  const used = formatBytes(memoryBytes, language)
  const limit = memoryLimitBytes && formatBytes(memoryLimitBytes, language)
  return (
    <tr role="row">
      <td role="cell" className="record-name">
        <strong dir="auto">{address}</strong>
      </td>
      <td role="cell">
        {t(node.role === 'master' ? 'cluster.redis.role.master' : 'cluster.redis.role.replica')}
      </td>
      <td role="cell" data-label={t('cluster.memory')}>
        {limit ? t('cluster.redis.memoryOf', { used, limit }) : used}
      </td>
      <td role="cell" data-label={t('cluster.redis.full')} data-warn={losesData(node)}>
        {evictionText(t, node)}
      </td>
      <td role="cell" data-label={t('cluster.redis.file')} data-warn={appendOnly && appendOnly !== 'on'}>
        {appendOnly ? t(`cluster.redis.file.${appendOnly}`) : '–'}
      </td>
      <td role="cell" data-label={t('cluster.redis.operations')}>
        {operationsPerSecond?.toLocaleString(language) ?? '–'}
      </td>
    </tr>
  )
}

function ReplicaRow({ replica: { address, online, lagSeconds = 0 } }: { replica: Replica }) {
  const t = useText()
  return (
    <tr role="row">
      <td role="cell" className="record-name">
        <span dir="auto">{address}</span>
      </td>
      <td role="cell">{t('cluster.redis.role.replica')}</td>
      <td role="cell" colSpan={COLUMNS.length - 2} data-warn={!online}>
        {t(online ? 'cluster.redis.online' : 'cluster.redis.offline')}
        {lagSeconds > 1 && ` · ${t('cluster.redis.behind', { count: lagSeconds })}`}
      </td>
    </tr>
  )
}

const losesData = ({ eviction }: RedisNode) => eviction !== undefined && eviction !== 'noeviction'

function evictionText(t: Text, node: RedisNode): string {
  if (!node.eviction) return '–'
  if (losesData(node)) return t('cluster.redis.full.evicts', { policy: node.eviction })
  return t('cluster.redis.full.noeviction')
}
