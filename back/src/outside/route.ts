import { lookup, Resolver } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { OutsideError } from './outside.error.js'
import { isPublicAddress } from './public.address.js'

export type Address = { address: string; family: number }
export type Resolve = (host: string) => Promise<Address[]>
/** A request's way: where it goes, and which addresses may be connected to, no others. */
export type Route = { url: URL; host: string; port: number; addresses: Address[] }

const PORTS = [80, 443]
const URL_MAX = 2_048

// The second one waits longer: two seconds in all, so that one silent family of addresses leaves time for the other.
const QUESTION = { timeout: 600, tries: 2 }

/**
 * Asks the name servers, whatever the system's hosts file says. The system's own way would hold one of the few threads
 * of this process for as long as a name server likes; it is left to names that are `allowed`.
 */
export const resolveBut =
  (allowed: readonly string[]): Resolve =>
  async (host) => {
    if (allowed.some((one) => one.startsWith(`${host}:`))) return lookup(host, { all: true })
    const resolver = new Resolver(QUESTION)
    const [v4, v6] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
    if (v4.status === 'rejected' && v6.status === 'rejected') throw v4.reason
    const found = (answers: typeof v4, family: number) =>
      answers.status === 'fulfilled' ? answers.value.map((address) => ({ address, family })) : []
    return [...found(v4, 4), ...found(v6, 6)]
  }

/**
 * Judges an address and resolves it, once: whatever its name means later, the connection goes to what was judged.
 * `allowed` holds `host:port`s that need no judging, for development and tests.
 * @throws OutsideError `url`, `address` or `network`
 */
export async function routeTo(url: URL, resolve: Resolve, allowed: readonly string[]): Promise<Route> {
  if (!/^https?:$/.test(url.protocol) || url.username || url.password || url.href.length > URL_MAX)
    throw new OutsideError('url')
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  const known = allowed.includes(`${url.hostname}:${port}`)
  if (!known && !PORTS.includes(port)) throw new OutsideError('url')
  const addresses = await addressesOf(host, resolve)
  // One that is not public among them is a trap, or a network of one's own.
  if (!known && !addresses.every(({ address }) => isPublicAddress(address))) throw new OutsideError('address')
  return { url, host, port, addresses }
}

async function addressesOf(host: string, resolve: Resolve): Promise<Address[]> {
  const family = isIP(host)
  if (family) return [{ address: host, family }]
  const found = await resolve(host).catch((cause: unknown) => {
    throw new OutsideError('network', { cause })
  })
  if (found.length === 0) throw new OutsideError('network')
  return found
}

/** Answers with the route's addresses, whatever it is asked. */
export const lookupOf = ({ addresses }: Route): LookupFunction => {
  const [first = { address: '', family: 0 }] = addresses
  return (_host, { all }, callback) =>
    all ? callback(null, addresses) : callback(null, first.address, first.family)
}
