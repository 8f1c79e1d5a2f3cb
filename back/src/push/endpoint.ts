import { ECDH } from 'node:crypto'
import { isIP } from 'node:net'
import { isPublicAddress } from '../outside/public.address.js'

/**
 * Whether an address can be that of a push service: https, on the open internet. What a name leads to is judged anew
 * with every letter. `allowed` holds `host:port`s that may be anything.
 */
export function isPushService(endpoint: string, allowed: readonly string[]): boolean {
  if (!URL.canParse(endpoint)) return false
  const { protocol, hostname, port, username, password } = new URL(endpoint)
  if (username || password) return false
  if (allowed.includes(`${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`)) return true
  if (protocol !== 'https:' || port !== '') return false
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(host)
    ? isPublicAddress(host)
    : /[^.]\.[^.]/.test(host) && !/\.(local|internal|localhost)\.?$/.test(host)
}

/** Whether something can be encrypted with it: not every 65 bytes are a point of P-256. */
export function isDeviceKey(p256dh: string): boolean {
  try {
    ECDH.convertKey(p256dh, 'prime256v1', 'base64url', 'base64url', 'uncompressed')
    return true
  } catch {
    return false
  }
}
