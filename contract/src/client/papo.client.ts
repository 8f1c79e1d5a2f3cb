import type { CommandData, CommandInput } from '../commands.js'
import type { ErrorReply } from '../errors.js'
import type { RoomEventOf, ServerEventPayload } from '../events.js'
import { API_PREFIX, type CommandName, type ServerEventName } from '../names.js'
import type { RequestInput } from '../requests.js'
import type { Response as Body } from '../responses.js'
import type { Ack } from '../socket.js'

/** A refusal, in the server's words. */
export class PapoError extends Error {
  constructor(
    readonly status: number,
    readonly reply: ErrorReply,
  ) {
    super(reply.message)
  }
}

/** What is used of a socket of socket.io-client: make it with `io(url, { auth: { token } })`. */
export type PapoSocket = {
  on(event: string, listener: (payload: never) => void): unknown
  timeout(ms: number): { emitWithAck(name: string, payload: unknown): Promise<unknown> }
  disconnect(): unknown
}
export type PapoOptions = { url: string; token: string }
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

const ACK_MS = 8_000

/** Papo for programs: HTTP with a token and, where it is given a socket, what happens in its rooms. */
export class PapoClient {
  constructor(
    private readonly options: PapoOptions,
    private readonly socket?: PapoSocket,
  ) {}

  me(): Promise<Body<'identity'>> {
    return this.call('GET', '/auth/me')
  }

  rooms(): Promise<Body<'joinedRooms'>> {
    return this.call('GET', '/rooms?filter=joined')
  }

  messages(roomId: string): Promise<Body<'messages'>> {
    return this.call('GET', `/rooms/${roomId}/messages`)
  }

  join(roomId: string): Promise<Body<'joinedRoom'>> {
    return this.call('POST', `/rooms/${roomId}/join`)
  }

  /** Sent again with the same `clientId`, it says nothing twice. */
  send(roomId: string, said: RequestInput<'sendMessage'>): Promise<Body<'accepted'>> {
    return this.call('POST', `/rooms/${roomId}/messages`, said)
  }

  /** Any call of `/api/docs`. @throws PapoError */
  async call<T>(method: Method, path: string, body?: unknown): Promise<T> {
    const { url, token } = this.options
    const response = await fetch(`${url}${API_PREFIX}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer = (await response.json()) as T & { error?: ErrorReply }
    if (!response.ok && answer.error) throw new PapoError(response.status, answer.error)
    return answer
  }

  on<E extends ServerEventName>(event: E, listener: (payload: ServerEventPayload<E>) => void): void {
    this.connected().on(event, listener)
  }

  /** Every message that is said while the socket is open; see `seq` for what came before. */
  onMessage(listener: (message: RoomEventOf<'message.sent'>) => void): void {
    this.on('room:events', (events) => {
      for (const event of events) if (event.type === 'message.sent') listener(event)
    })
  }

  /** One command over the socket. @throws PapoError, or an Error when no answer came */
  async command<C extends CommandName>(name: C, payload: CommandInput<C>): Promise<CommandData<C>> {
    const ack = (await this.connected().timeout(ACK_MS).emitWithAck(name, payload)) as Ack<CommandData<C>>
    if (ack.ok) return ack.data
    throw new PapoError(0, ack.error)
  }

  close(): void {
    this.socket?.disconnect()
  }

  private connected(): PapoSocket {
    if (this.socket) return this.socket
    throw new Error('PapoClient was made without a socket')
  }
}
