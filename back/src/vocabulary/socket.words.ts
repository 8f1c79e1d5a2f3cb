import { Inject, Injectable } from '@nestjs/common'
import { ChatError, toChatError, toReply } from '../errors.js'
import { LOGGER, type Logger } from '../logger.js'
import type { Caller } from '../realtime/ack.js'
import { Admission } from '../realtime/admission.js'
import { Broadcast } from '../realtime/broadcast.js'
import type { Socket } from '../realtime/channels.js'
import { InTurn } from '../realtime/in.turn.js'
import { Ears } from './ears.js'
import { type Meant, meantBy } from './lenient.js'
import { Talk } from './talk.js'

/** What is kept of a socket that has used such a word. */
type Guest = { socket: Socket; caller: Caller; lane: InTurn; inFlight: number; ends: Map<string, () => void> }
type Visit = { socket: Socket; guest: Guest; meant: Meant }
type Word = (visit: Visit) => Promise<unknown>
type Told = { type: string }

const MAX_IN_FLIGHT = 100
const DIRECT = 'direct'

/**
 * Two vocabularies of other systems over Socket.IO: `joinRoom`, `sendMessage` … and `chat.addUser`, `chat.sendMessage` …
 * A socket that uses one is told of its rooms in it from then on; all others pay nothing.
 */
@Injectable()
export class SocketWords {
  private readonly guests = new WeakMap<Socket, Guest>()
  private readonly words: Record<string, Word> = {
    joinRoom: async ({ socket, guest, meant }) => {
      const roomId = await this.enter(socket, guest, meant)
      await this.hearPlainly(socket, guest, roomId)
      return this.tellOnline(socket, guest, { ...meant, roomId })
    },
    sendMessage: async ({ socket, guest, meant }) => {
      const said = await this.placed(socket, guest, meant)
      await this.hearPlainly(socket, guest, said.roomId)
      return this.talk.say(guest.caller, said)
    },
    getRecentMessages: async ({ socket, guest, meant }) => {
      const { messages } = await this.talk.recent(guest.caller, meant)
      this.broadcast.word(socket, 'recentMessages', messages)
      return messages
    },
    getOnlineUsers: ({ socket, guest, meant }) => this.tellOnline(socket, guest, meant),
    'chat.addUser': async ({ socket, guest, meant }) => {
      const roomId = await this.enter(socket, guest, meant)
      this.hearChat(socket, guest, roomId)
      return { roomId }
    },
    'chat.sendMessage': async ({ socket, guest, meant }) => {
      const said = await this.placed(socket, guest, meant)
      this.hearChat(socket, guest, said.roomId)
      return this.talk.say(guest.caller, said)
    },
    'chat.removeUser': async ({ guest, meant }) => ({
      roomId: await this.talk.leave(guest.caller, meant.roomId),
    }),
  }
  /** One function for all sockets: one for each would be memory for each. */
  private readonly listener: (this: Socket, name: string, ...args: unknown[]) => void

  constructor(
    private readonly talk: Talk,
    private readonly ears: Ears,
    private readonly admission: Admission,
    private readonly broadcast: Broadcast,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const { words } = this
    const answer = (socket: Socket, word: Word, args: unknown[]) => void this.answer(socket, word, args)
    this.listener = function (name, ...args) {
      const word = Object.hasOwn(words, name) ? words[name] : undefined
      if (word) answer(this, word, args)
    }
  }

  listen(socket: Socket): void {
    socket.onAny(this.listener)
  }

  /** By an ack where one is asked for; refusals else by `error`. */
  private async answer(socket: Socket, word: Word, args: unknown[]): Promise<void> {
    const last = args.at(-1)
    const ack = typeof last === 'function' ? (last as (reply: unknown) => void) : undefined
    const guest = this.guestOf(socket)
    guest.inFlight++
    try {
      if (guest.inFlight > MAX_IN_FLIGHT)
        throw new ChatError('rate_limited', 'Too many commands at once.', { retryAfterMs: 1_000 })
      const meant = meantBy(inputOf(args))
      const data = await guest.lane.run('', () => word({ socket, guest, meant }))
      ack?.({ ok: true, data })
    } catch (error) {
      const reply = toReply(toChatError(error, this.logger))
      if (ack) ack({ ok: false, error: reply })
      else this.broadcast.word(socket, 'error', reply)
    } finally {
      guest.inFlight--
    }
  }

  private guestOf(socket: Socket): Guest {
    const known = this.guests.get(socket)
    if (known) return known
    const caller = { ...socket.data, socketId: socket.id }
    const guest: Guest = { socket, caller, lane: new InTurn(), inFlight: 0, ends: new Map() }
    this.guests.set(socket, guest)
    socket.once('disconnect', () => {
      for (const end of guest.ends.values()) end()
    })
    return guest
  }

  private async enter(socket: Socket, guest: Guest, { roomId }: Meant): Promise<string> {
    const entered = await this.talk.enter(guest.caller, roomId)
    await this.admission.sit(socket, entered)
    return entered
  }

  /** The room that is meant, with the socket in it, so that it hears what it says. */
  private async placed(socket: Socket, guest: Guest, { to, ...meant }: Meant) {
    const roomId = to ? await this.talk.directWith(guest.caller, to) : await this.talk.roomOf(meant.roomId)
    await this.admission.sit(socket, roomId)
    return { ...meant, roomId }
  }

  private async tellOnline(socket: Socket, { caller }: Guest, { roomId }: Meant) {
    const { users } = await this.talk.online(caller, roomId)
    this.broadcast.word(socket, 'onlineUsers', users)
    return users
  }

  private hearChat(socket: Socket, guest: Guest, roomId: string): void {
    this.hear(guest, `chat ${roomId}`, () =>
      this.ears.room(socket, roomId, {
        onMessage: (told) => this.broadcast.word(socket, 'message', told),
        onStatus: (told) => this.broadcast.word(socket, 'userStatus', told),
      }),
    )
  }

  /** All direct rooms, and this one. */
  private async hearPlainly(socket: Socket, guest: Guest, roomId: string): Promise<void> {
    const onMessage = (told: Told) => {
      if (told.type === 'CHAT') this.broadcast.word(socket, 'receiveMessage', told)
    }
    this.hear(guest, DIRECT, () => this.ears.direct(socket, onMessage))
    if (await this.ears.isDirect(roomId)) return
    this.hear(guest, roomId, () => this.ears.room(socket, roomId, { onMessage }))
  }

  private hear({ socket, ends }: Guest, what: string, begin: () => () => void): void {
    if (socket.connected && !ends.has(what)) ends.set(what, begin())
  }
}

/** `word(roomId, text)` is known too. */
function inputOf([first, second]: unknown[]): unknown {
  if (typeof first === 'string' && typeof second === 'string') return { roomId: first, body: second }
  return typeof first === 'function' ? undefined : first
}
