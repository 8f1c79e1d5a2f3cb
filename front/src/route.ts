import { useSyncExternalStore } from 'react'

/** The part of the address after `#`, so that any static server can hold the app. */
export type Route = { name: 'home' } | { name: 'room'; roomId: string } | { name: 'settings' }

export function parseRoute(hash: string): Route {
  const [, name, id] = hash.replace(/^#/, '').split('/')
  if (name === 'rooms' && id) return { name: 'room', roomId: id }
  return name === 'settings' ? { name: 'settings' } : { name: 'home' }
}

export function hrefOf(route: Route): string {
  if (route.name === 'room') return `#/rooms/${route.roomId}`
  return route.name === 'settings' ? '#/settings' : '#/'
}

export function goTo(route: Route, how: 'push' | 'replace' = 'push'): void {
  if (how === 'replace') location.replace(hrefOf(route))
  else location.hash = hrefOf(route)
}

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => location.hash))
}

function subscribe(onChange: () => void): () => void {
  addEventListener('hashchange', onChange)
  return () => removeEventListener('hashchange', onChange)
}
