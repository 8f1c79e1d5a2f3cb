import { noteOf, payloadIn } from './notes'
import { renew } from './renewal'
import { goIn, isWatched } from './tabs'
import { outdated, wayOf } from './way'

declare const self: ServiceWorkerGlobalScope
/** Filled in by the build (vite.shell.mjs): the files of this version, and a digest of them all. */
declare const PAPO_SHELL: { version: string; entry: string; files: string[] }

const PREFIX = 'papo:shell:'
const PAGE = '/'
/** A network that answers slower than this is as good as none. */
const PAGE_TIMEOUT_MS = 4_000

const { version, entry, files } = PAPO_SHELL
const cacheName = PREFIX + version
const shell = { origin: self.location.origin, files: new Set(files) }

self.addEventListener('install', (event) => {
  // Pages come from the network while it lasts, so that nothing has to wait for old tabs to close.
  event.waitUntil(keepFiles().then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOld().then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const way = wayOf({ url: new URL(request.url), method: request.method, mode: request.mode }, shell)
  if (way === 'page') event.respondWith(page(request))
  if (way === 'kept') event.respondWith(kept(request))
})

/** A tab asks which version is the newest; it may be running an older one. */
self.addEventListener('message', (event) => {
  if (event.data === 'papo:version') event.ports[0]?.postMessage(entry)
})

self.addEventListener('push', (event) => event.waitUntil(tell(event.data)))

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { url } = (event.notification.data ?? {}) as { url?: string }
  event.waitUntil(tabs().then((open) => goIn(open, url ?? PAGE, (to) => self.clients.openWindow(to))))
})

self.addEventListener('pushsubscriptionchange', (event) => {
  // Without a network or a session there is nobody to tell; the app does it when it is opened next.
  const renewed = renew(self.registration.pushManager).catch(() => undefined)
  ;(event as ExtendableEvent).waitUntil(renewed)
})

async function keepFiles(): Promise<void> {
  const cache = await caches.open(cacheName)
  for (const path of [PAGE, ...files]) await keep(cache, path)
}

/** What an earlier version already brought is not loaded again: a name with a hash never changes. */
async function keep(cache: Cache, path: string): Promise<void> {
  const before = path.startsWith('/assets/') ? await caches.match(path) : undefined
  if (before) return cache.put(path, before)
  // The server gives the page only to whoever asks for one.
  const headers = path === PAGE ? { accept: 'text/html' } : {}
  const response = await fetch(path, { cache: 'no-cache', credentials: 'same-origin', headers })
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  await cache.put(path, response)
}

async function forgetOld(): Promise<void> {
  const names = outdated(await caches.keys(), cacheName, PREFIX)
  await Promise.all(names.map((name) => caches.delete(name)))
}

async function page(request: Request): Promise<Response> {
  const answer = await fetch(request, { signal: AbortSignal.timeout(PAGE_TIMEOUT_MS) }).catch(() => null)
  // A proxy whose servers are all gone answers too.
  if (answer && answer.status < 500) return answer
  const cache = await caches.open(cacheName)
  return (await cache.match(PAGE)) ?? answer ?? Response.error()
}

async function kept(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName)
  return (await cache.match(request)) ?? (await caches.match(request)) ?? fetch(request)
}

const tabs = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true })

async function tell(data: PushMessageData | null): Promise<void> {
  const payload = payloadIn(readJson(data))
  if (payload?.type === 'message') {
    if (await isWatched(await tabs(), payload.roomId)) return
    mark(payload.unread)
  }
  const { title, options } = noteOf(payload, await language())
  await self.registration.showNotification(title, options)
}

function readJson(data: PushMessageData | null): unknown {
  try {
    return data?.json()
  } catch {
    return null
  }
}

/** The app's icon: a number for what is meant for the reader, a dot for anything else. */
function mark(unread: number): void {
  const badge: { setAppBadge?: (count?: number) => Promise<void> } = self.navigator
  badge.setAppBadge?.(unread > 0 ? unread : undefined).catch(() => undefined)
}

/** As it was chosen in the app, which leaves it here (src/notifications/device.ts). */
async function language(): Promise<string> {
  const chosen = await caches.match('/language', { cacheName: 'papo:device' })
  return (await chosen?.text()) ?? self.navigator.language
}
