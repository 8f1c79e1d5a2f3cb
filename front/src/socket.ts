import type { ClientToServer, ServerToClient } from '@papo/contract'
import { SOCKET_PATH } from '@papo/contract/names'
import { io, type Socket } from 'socket.io-client'
import { API_BASE_URL } from './http'

export type ChatSocket = Socket<ServerToClient, ClientToServer>

// The first return is spread over almost two seconds: a crowd that lost its server does not come back in one instant.
const RETURN = { reconnectionDelay: 1_000, reconnectionDelayMax: 10_000, randomizationFactor: 0.9 }

/** A socket that is not connected yet. Reconnects by itself, with jitter, for as long as it lives. */
export function createSocket(): ChatSocket {
  return io(API_BASE_URL || location.origin, {
    path: SOCKET_PATH,
    autoConnect: false,
    forceNew: true,
    withCredentials: true,
    transports: ['websocket'],
    ...RETURN,
    timeout: 8_000,
  })
}
