import { asChatError } from '../chat-error'
import { checkAccess } from '../session/session.store'
import type { ChatSocket } from '../socket'
import type { ChatStore } from './chat.store'

const RETURN_MS = 1_000
const RETURN_MAX_MS = 15_000
/** A refused upgrade looks like a dead network: after this many, ask over HTTP whether the session still holds. */
const SUSPICIOUS_FAILURES = 3

type Deps = { socket: ChatSocket; store: ChatStore }
type Events = {
  onDisconnect: (then: (reason: string) => void) => void
  onError: (then: (error: Error) => void) => void
}

/**
 * Connects, and connects again where Socket.IO itself would not: after a refused handshake and after the
 * server hung up. Returns what ends it.
 */
export function keepConnected({ socket, store }: Deps, events: Events): () => void {
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const returnLater = () => {
    clearTimeout(timer)
    const backoffMs = Math.min(RETURN_MAX_MS, RETURN_MS * 2 ** Math.min(failures, 6))
    timer = setTimeout(() => socket.connect(), backoffMs * Math.random())
  }

  /** Renews the session if it ran out; if it is over, the login screen takes the chat's place. */
  const renewThenReturn = async () => {
    try {
      await checkAccess()
    } catch (error) {
      if (asChatError(error).code === 'unauthenticated') return
    }
    if (!socket.active) returnLater()
  }

  const lose = () =>
    store.setState(({ link }) =>
      link.state === 'lost' ? {} : { link: { state: 'lost', since: Date.now() }, typing: {} },
    )

  events.onDisconnect((reason) => {
    failures = 0
    if (reason === 'io client disconnect') return
    lose()
    // The server hung up: it is going away, or the session ended, which the next handshake tells.
    if (!socket.active) returnLater()
  })
  events.onError((error) => {
    failures++
    lose()
    if (isUnauthenticated(error) || failures % SUSPICIOUS_FAILURES === 0) void renewThenReturn()
    else if (!socket.active) returnLater()
  })

  const hurry = () => {
    if (!socket.connected) socket.disconnect().connect()
  }
  /** The network is gone, which a silent connection would show only much later. */
  const doubt = () => {
    lose()
    socket.disconnect().connect()
  }
  addEventListener('online', hurry)
  addEventListener('offline', doubt)
  socket.connect()
  return () => {
    clearTimeout(timer)
    removeEventListener('online', hurry)
    removeEventListener('offline', doubt)
  }
}

function isUnauthenticated(error: Error): boolean {
  const { data } = error as { data?: { code?: string } }
  return data?.code === 'unauthenticated' || error.message === 'unauthenticated'
}
