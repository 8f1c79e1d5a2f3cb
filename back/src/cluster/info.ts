import type { RedisNode } from '@papo/contract'

/** What Redis's INFO says, by name. */
export function readInfo(text: string): Record<string, string> {
  const lines = text.split(/\r?\n/).filter((line) => line.includes(':') && !line.startsWith('#'))
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
  )
}

/** Of a server at this address. Stand-ins for Redis leave much of it out. */
export function toNode(address: string, info: Record<string, string>): RedisNode {
  const limit = Number(info['maxmemory'] ?? 0)
  const operations = info['instantaneous_ops_per_sec']
  const appendOnly = appendOnlyOf(info)
  return {
    address,
    role: info['role'] ?? 'master',
    memoryBytes: Number(info['used_memory'] ?? 0),
    ...(limit > 0 && { memoryLimitBytes: limit }),
    ...(info['maxmemory_policy'] && { eviction: info['maxmemory_policy'] }),
    ...(appendOnly && { appendOnly }),
    ...(operations !== undefined && { operationsPerSecond: Number(operations) }),
    replicas: replicasOf(info),
  }
}

function appendOnlyOf(info: Record<string, string>): RedisNode['appendOnly'] {
  if (info['aof_enabled'] === undefined) return undefined
  if (info['aof_enabled'] === '0') return 'off'
  return info['aof_last_write_status'] === 'err' ? 'failing' : 'on'
}

/** `slave0:ip=10.0.0.7,port=6379,state=online,offset=14,lag=1` */
function replicasOf(info: Record<string, string>): RedisNode['replicas'] {
  const lines = Object.entries(info).filter(([name]) => /^slave\d+$/.test(name))
  return lines.map(([, line]) => {
    const { ip, port, state, lag } = Object.fromEntries(
      line.split(',').map((part) => part.split('=') as [string, string]),
    ) as Record<string, string | undefined>
    const lagSeconds = Number(lag)
    return {
      address: `${ip ?? ''}:${port ?? ''}`,
      online: state === 'online',
      ...(Number.isInteger(lagSeconds) && lagSeconds >= 0 && { lagSeconds }),
    }
  })
}
