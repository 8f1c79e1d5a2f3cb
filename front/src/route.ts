import { useMemo, useSyncExternalStore } from 'react'

const PANELS = ['members', 'pins', 'files'] as const
export type Panel = (typeof PANELS)[number]
type Place = { seq?: number; thread?: number; panel?: Panel }

/** The part of the address after `#`, so that any static server can hold the app. */
export type Route =
  | { name: 'home' }
  /** `seq` is a message to show; `thread` the root of a thread, or `panel` what else is open beside the room. */
  | ({ name: 'room'; roomId: string } & Place)
  | { name: 'search'; q: string }
  | { name: 'invite'; code: string }
  | { name: 'forgotten' }
  | { name: 'reset'; token: string }
  | { name: 'contacts' }
  | { name: 'settings'; part?: string }
  | { name: 'admin'; part?: string }

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?')
  const [, name, id, ...rest] = path.split('/').map(decoded)
  if (name === 'rooms' && id) return { name: 'room', roomId: id, ...placeIn(rest) }
  if (name === 'search') return { name, q: new URLSearchParams(query).get('q') ?? '' }
  if (name === 'invite' && id) return { name, code: id }
  if (name === 'reset' && id) return { name, token: id }
  if (name === 'forgotten' || name === 'contacts') return { name }
  if (name === 'settings' || name === 'admin') return { name, ...(id && { part: id }) }
  return { name: 'home' }
}

export function hrefOf(route: Route): string {
  switch (route.name) {
    case 'home':
      return '#/'
    case 'room':
      return `#/rooms/${encodeURIComponent(route.roomId)}${placeOf(route)}`
    case 'search':
      return route.q === '' ? '#/search' : `#/search?q=${encodeURIComponent(route.q)}`
    case 'invite':
      return `#/invite/${encodeURIComponent(route.code)}`
    case 'forgotten':
    case 'contacts':
      return `#/${route.name}`
    case 'reset':
      return `#/reset/${encodeURIComponent(route.token)}`
    default:
      return `#/${route.name}${route.part === undefined ? '' : `/${encodeURIComponent(route.part)}`}`
  }
}

/** Also where one already is: a message is shown again then. */
export function goTo(route: Route, how: 'push' | 'replace' = 'push'): void {
  const href = hrefOf(route)
  if (location.hash === href) dispatchEvent(new PopStateEvent('popstate'))
  else if (how === 'replace') location.replace(href)
  else location.hash = href
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash)
  return useMemo(() => parseRoute(hash), [hash])
}

/** Whether one is at one of these; changes of place elsewhere are no news. */
export const useIsAt = (...names: Route['name'][]): boolean =>
  useSyncExternalStore(subscribe, () => names.includes(parseRoute(location.hash).name))

function subscribe(onChange: () => void): () => void {
  addEventListener('hashchange', onChange)
  return () => removeEventListener('hashchange', onChange)
}

function placeIn([place, ...rest]: string[]): Place {
  const panel = PANELS.find((name) => name === place)
  const named = seqOf(panel || place === 'thread' ? rest[0] : place)
  if (panel) return named === null ? { panel } : { panel, seq: named }
  if (named === null) return {}
  return place === 'thread' ? { thread: named } : { seq: named }
}

function placeOf({ seq, thread, panel }: Place): string {
  if (thread !== undefined) return `/thread/${thread}`
  return (panel ? `/${panel}` : '') + (seq === undefined ? '' : `/${seq}`)
}

function seqOf(text = ''): number | null {
  const seq = /^\d+$/.test(text) ? Number(text) : 0
  return Number.isSafeInteger(seq) && seq > 0 ? seq : null
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
