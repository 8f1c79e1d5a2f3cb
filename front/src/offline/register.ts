import { goTo, parseRoute } from '../route'
import { version } from './version'

const LOOK_AGAIN_MS = 60 * 60_000
const LOOK_AT_MOST_EVERY_MS = 10 * 60_000

/** Starts the service worker, and notices when it knows a newer version than the one that runs here. */
export async function registerWorker(): Promise<void> {
  // Only secure origins have one.
  const { serviceWorker } = navigator as Partial<Navigator>
  if (!serviceWorker) return
  serviceWorker.addEventListener('controllerchange', () => void compare(serviceWorker))
  serviceWorker.addEventListener('message', ({ data, ports }: MessageEvent<unknown>) => {
    const asked = saidIn(data)
    if (asked.type === 'papo:open' && asked.href) goTo(parseRoute(asked.href))
    if (asked.type === 'papo:watching') ports[0]?.postMessage(isWatching(asked.roomId))
  })
  const registration = await serviceWorker.register('/sw.js').catch(() => null)
  if (!registration) return
  let lookedAt = Date.now()
  const look = () => {
    if (document.visibilityState !== 'visible' || Date.now() - lookedAt < LOOK_AT_MOST_EVERY_MS) return
    lookedAt = Date.now()
    registration.update().catch(() => undefined)
  }
  document.addEventListener('visibilitychange', look)
  setInterval(look, LOOK_AGAIN_MS)
}

/** A page may have come from the network before its service worker did: then it is the newest already. */
async function compare({ controller }: ServiceWorkerContainer): Promise<void> {
  if (!controller) return
  const { port1, port2 } = new MessageChannel()
  const newest = await new Promise<unknown>((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<unknown>) => resolve(data)
    controller.postMessage('papo:version', [port2])
  })
  const own = document.querySelector<HTMLScriptElement>('script[type="module"][src]')
  if (own && new URL(own.src).pathname !== newest) version.setState({ outdated: true })
}

type Asked = { type?: string; href?: string; roomId?: string }
const saidIn = (data: unknown): Asked => (typeof data === 'object' && data !== null ? data : {})

/** Whether someone looks at a room here. */
function isWatching(roomId: string | undefined): boolean {
  const route = parseRoute(location.hash)
  return document.hasFocus() && route.name === 'room' && route.roomId === roomId
}
