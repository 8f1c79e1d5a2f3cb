import type { Config } from '../config.js'
import { connectorTo } from './redis.connector.js'
import type { Address, Options } from './redis.options.js'

/** Where a connection leads to, found anew each time that it is made. */
export type Place = Options & { url?: string }

/** The server is a replica by now, or its slot is elsewhere: another connection is due. */
const isDemoted = ({ message }: Error) => /^(READONLY|MOVED|UNBLOCKED)/.test(message)
/** A node of a cluster keeps its connections: its commands follow their slots. */
const isReadOnly = ({ message }: Error) => message.startsWith('READONLY')

/** User, password and TLS of the URL hold for every node of a cluster, and behind Sentinels too. */
function credentials({ REDIS_URL }: Config): Options {
  if (!REDIS_URL) return {}
  const { protocol, username, password } = new URL(REDIS_URL)
  return {
    ...(username ? { username: decodeURIComponent(username) } : {}),
    ...(password ? { password: decodeURIComponent(password) } : {}),
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
  }
}

export const placeOfNode = (config: Config, address: Address): Place => ({
  ...credentials(config),
  ...address,
  reconnectOnError: isReadOnly,
})

/** `where` tells the server of a cluster, and never rejects. */
export function placeOf(config: Config, where: () => Promise<Address | undefined>): Place {
  const { REDIS_URL, REDIS_CLUSTER_NODES, REDIS_SENTINELS, REDIS_SENTINEL_NAME, REDIS_SENTINEL_PASSWORD } =
    config
  const given = credentials(config)
  const [node] = REDIS_CLUSTER_NODES
  if (node)
    return {
      ...given,
      Connector: connectorTo(async () => (await where()) ?? node, Boolean(given.tls)),
      reconnectOnError: isDemoted,
    }
  if (REDIS_SENTINELS.length === 0)
    return { ...(REDIS_URL ? { url: REDIS_URL } : {}), reconnectOnError: isDemoted }
  return {
    ...given,
    ...(given.tls ? { enableTLSForSentinelMode: true } : {}),
    ...(REDIS_SENTINEL_PASSWORD ? { sentinelPassword: REDIS_SENTINEL_PASSWORD } : {}),
    sentinels: REDIS_SENTINELS,
    name: REDIS_SENTINEL_NAME,
    reconnectOnError: isDemoted,
  }
}
