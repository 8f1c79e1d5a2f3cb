import type { IncomingHttpHeaders } from 'node:http'
import { isIPv6 } from 'node:net'
import proxyAddr from 'proxy-addr'

export type Trust = (address: string, hop: number) => boolean

/** Which peers' X-Forwarded-For counts; none if the list is empty. @throws TypeError for what is no address */
export const trustOf = (trusted: string[]): Trust => proxyAddr.compile(trusted)

/** The client's address: the peer's, or what trusted proxies say that they saw. */
export function clientAddress(peer: string, headers: IncomingHttpHeaders, trust: Trust): string {
  const request = { headers, socket: { remoteAddress: peer }, connection: { remoteAddress: peer } }
  return proxyAddr(request as unknown as Parameters<typeof proxyAddr>[0], trust)
}

/** What limits count as one address: of IPv6 the /64, since one customer has at least that. */
export function limitKeyOf(address: string): string {
  if (!isIPv6(address)) return address
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return mapped
  const [head = '', tail] = address.toLowerCase().split('%', 1).join('').split('::', 2)
  const before = head.split(':').filter(Boolean)
  const after = tail?.split(':').filter(Boolean) ?? []
  const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0')
  const groups = tail === undefined ? before : [...before, ...zeros, ...after]
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
