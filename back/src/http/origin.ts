import type { IncomingHttpHeaders } from 'node:http'
import type { Config } from '../config.js'

type OriginRules = Pick<Config, 'FRONTEND_URL' | 'secure'>

/**
 * Whether a page of this origin may speak to us: the request's own host, or one that the settings name.
 * `null` (a sandboxed frame, a file) is nobody. Where the settings speak of https, http is another place.
 */
export function isAllowedOrigin(origin: string, host: string | undefined, rules: OriginRules): boolean {
  if (rules.FRONTEND_URL.includes(origin)) return true
  if (!host || !URL.canParse(origin)) return false
  const url = new URL(origin)
  if (url.origin !== origin || (url.protocol !== 'https:' && url.protocol !== 'http:')) return false
  if (rules.secure && url.protocol !== 'https:') return false
  return url.host === withoutDefaultPort(host.toLowerCase(), url.protocol)
}

function withoutDefaultPort(host: string, protocol: string): string {
  return host.replace(protocol === 'https:' ? /:443$/ : /:80$/, '')
}

/**
 * Whether a call that changes something, and that a browser may have sent with our cookies, comes from one of
 * our own pages. Old browsers without an Origin say so in Sec-Fetch-Site; with neither, a call with cookies is refused.
 */
export function isOwnPage(headers: IncomingHttpHeaders, rules: OriginRules): boolean {
  if (headers.origin !== undefined) return isAllowedOrigin(headers.origin, headers.host, rules)
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  return headers.cookie === undefined
}
