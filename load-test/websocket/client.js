// @ts-check
import { io } from 'socket.io-client'
import { loadHistory } from './history.js'
import { Outbox } from './outbox.js'
import { RoomView } from './room-view.js'

/**
 * @typedef {import('@papo/contract').ServerToClient} ServerToClient
 * @typedef {import('@papo/contract').ClientToServer} ClientToServer
 * @typedef {import('@papo/contract').RoomEvent} RoomEvent
 * @typedef {import('@papo/contract').RoomHead} RoomHead
 * @typedef {import('./recorder.js').Recorder} Recorder
 */

/** How long a hole may fill by itself before the client asks for it, as in the web app. */
const GAP_WAIT_MS = 300
const ANSWER_TIMEOUT_MS = 5000
/** When a connection broke: spread as the web app's are, so that a crowd does not come back in one instant. */
const RETURN = { reconnectionDelay: 1000, reconnectionDelayMax: 5000, randomizationFactor: 0.9 }

/** One user with one socket in one room, with the manners of the web app: outbox, resend, catch-up. */
export class Client {
  #connection = 0
  #view = new RoomView()
  #syncing = false
  /** @type {NodeJS.Timeout | undefined} */
  #gapTimer
  #closed = false

  /** @param {{ identity: import('./identity.js').Identity, roomId: string, recorder: Recorder }} parts */
  constructor({ identity, roomId, recorder }) {
    this.identity = identity
    this.roomId = roomId
    this.recorder = recorder
    /** @type {import('./ledger.js').View} */
    this.record = { memberId: identity.userId, roomId, epoch: 0, since: 0, receipts: [], paged: [] }
    /** @type {import('socket.io-client').Socket<ServerToClient, ClientToServer>} */
    this.socket = io(identity.origin, {
      transports: ['websocket'],
      extraHeaders: identity.headers,
      autoConnect: false,
      forceNew: true,
      ...RETURN,
    })
    this.outbox = new Outbox(this.socket, recorder)
  }

  /** Resolves when the server has said `ready` for the first time. */
  async connect() {
    const { socket } = this
    const ready = new Promise((resolve) => socket.once('ready', resolve))
    socket.on('ready', (hello) => this.#onReady(hello))
    socket.on('room:events', (events) => this.#onEvents(events))
    socket.on('heartbeat', ({ rooms }) => this.#onHead(rooms[this.roomId]))
    socket.on('connect_error', () => this.#onRefused())
    socket.on('disconnect', (reason) => this.#onDisconnect(reason))
    socket.connect()
    await ready
  }

  /** Has everything that the server has spoken of, and an answer to everything sent. */
  get isSettled() {
    return this.outbox.isAnswered && !this.#view.isBehind && !this.#syncing
  }

  get hasReached() {
    return this.#view.last
  }

  /** Without a word, as when the network goes; the library connects again. */
  drop() {
    this.socket.io.engine.close()
  }

  close() {
    this.#closed = true
    clearTimeout(this.#gapTimer)
    this.outbox.close()
    this.socket.disconnect()
  }

  /** @param {Parameters<ServerToClient['ready']>[0]} hello */
  #onReady({ rooms }) {
    this.#connection++
    const room = rooms.find((r) => r.roomId === this.roomId)
    if (!room) throw new Error(`${this.identity.username} is not in its room any more`)
    if (this.#view.started) this.recorder.counts.reconnects++
    else {
      Object.assign(this.record, { epoch: room.epoch, since: room.head })
      this.#view.startAt(room.epoch, room.head)
      this.record.reached = room.head
    }
    this.#view.head = Math.max(this.#view.head, room.head)
    if (this.#connection > 1) void this.#sync()
    this.outbox.open(this.roomId, room)
  }

  /** @param {RoomEvent[]} events */
  #onEvents(events) {
    const ours = events.filter((event) => event.roomId === this.roomId)
    this.#receive({ source: 'live', connection: this.#connection }, ours)
    this.#look()
  }

  /** @param {RoomHead | undefined} room */
  #onHead(room) {
    if (!room) return
    this.#view.head = Math.max(this.#view.head, room.head)
    this.outbox.stand(this.roomId, room)
    this.#look()
  }

  #look() {
    if (!this.#view.isBehind || this.#gapTimer) return
    this.#gapTimer = setTimeout(() => {
      this.#gapTimer = undefined
      if (this.#view.isBehind) void this.#sync()
    }, GAP_WAIT_MS)
  }

  async #sync() {
    if (this.#syncing || this.#closed) return
    this.#syncing = true
    const { roomId, socket, recorder } = this
    recorder.counts.syncs++
    try {
      const { epoch, last: since } = this.#view
      const connection = this.#connection
      const ask = { roomId, epoch, since }
      const answer = await socket.timeout(ANSWER_TIMEOUT_MS).emitWithAck('room:sync', ask)
      if (!answer.ok) return
      if ('reset' in answer.data) await this.#startAfresh()
      else this.#receive({ source: 'sync', connection }, answer.data.events)
    } catch {
      // Disconnected or too slow: `ready` or the gap timer asks again.
    } finally {
      this.#syncing = false
      if (!this.#closed) this.#look()
    }
  }

  /** Too far behind, or another epoch: history by page, then every message not known to be stored again. */
  async #startAfresh() {
    this.recorder.counts.resets++
    const after = this.#view.last
    const { messages, epoch, head } = await loadHistory(this.identity, this.roomId, after)
    for (const { seq, senderId: actorId, clientId, body } of messages) {
      const event = { seq, epoch, type: 'message.sent', actorId, clientId, body }
      this.recorder.receive(this.record, { source: 'page', connection: this.#connection }, event)
    }
    this.record.paged.push({ from: after + 1, to: head })
    this.#view.startAt(epoch, head)
    this.record.reached = this.#view.last
    this.outbox.offerAgain(this.roomId)
  }

  /** @param {{ source: 'live' | 'sync', connection: number }} way @param {RoomEvent[]} events */
  #receive(way, events) {
    for (const event of events)
      this.recorder.receive(this.record, way, {
        ...event,
        ...(event.type === 'message.sent' && { body: event.data.body }),
      })
    this.#view.take(events)
    if (this.#view.started) this.record.reached = this.#view.last
  }

  /** @param {string} reason */
  #onDisconnect(reason) {
    this.outbox.pause()
    if (reason === 'io server disconnect') this.#connectLater()
  }

  /** A handshake refused by the server is not retried by the library: take a new access cookie first. */
  #onRefused() {
    if (!this.socket.active) this.#connectLater()
  }

  #connectLater() {
    if (!this.#closed) setTimeout(() => void this.#connectAgain(), 200 + Math.random() * 800)
  }

  async #connectAgain() {
    await this.identity.refresh().catch(() => undefined)
    this.socket.io.opts.extraHeaders = this.identity.headers
    if (!this.#closed) this.socket.connect()
  }
}
