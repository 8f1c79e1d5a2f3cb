import type { ClientToServer, Scope, ServerToClient } from '@papo/contract'
import type { Server as SocketServer, Socket as ServerSocket } from 'socket.io'

/** What the handshake proved about a socket. */
export type SocketData = {
  userId: string
  sessionId: string
  address: string
  /** Of an API token. */
  scopes?: readonly Scope[]
}
export type Io = SocketServer<ClientToServer, ServerToClient, Record<string, never>, SocketData>
export type Socket = ServerSocket<ClientToServer, ServerToClient, Record<string, never>, SocketData>

/** For an event that is no name of the contract's, or is one of several. */
export function emitAny(socket: Socket, event: string, payload: unknown): void {
  const any = socket as unknown as { emit: (event: string, payload: unknown) => void }
  any.emit(event, payload)
}

/** A connection of any kind, as the rest of an instance knows it: a Socket.IO socket, or what is like one. */
export type Peer = {
  readonly id: string
  readonly data: SocketData
  /** Its channels. */
  readonly rooms: ReadonlySet<string>
  readonly connected: boolean
  readonly conn: { close: () => unknown }
  join: (channels: string | string[]) => Promise<void> | void
  leave: (channel: string) => Promise<void> | void
  disconnect: (close?: boolean) => unknown
}

// "Room" is the domain's word: what Socket.IO calls so is a channel here, and only here are they named.
const ROOM = 'room:'
export const roomChannel = (roomId: string) => `${ROOM}${roomId}`
export const userChannel = (userId: string) => `user:${userId}`

/** Undefined for a channel that is not a room's. */
export const roomOfChannel = (channel: string): string | undefined =>
  channel.startsWith(ROOM) ? channel.slice(ROOM.length) : undefined

// @socket.io/redis-adapter publishes a broadcast for one channel as `socket.io#/#<channel>#`.
const BACKPLANE = 'socket.io#/#'
export const roomOfBackplane = (name: string): string | undefined =>
  name.startsWith(BACKPLANE) ? roomOfChannel(name.slice(BACKPLANE.length, -1)) : undefined
