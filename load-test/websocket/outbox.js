// @ts-check
/**
 * @typedef {import('@papo/contract').ServerToClient} ServerToClient
 * @typedef {import('@papo/contract').ClientToServer} ClientToServer
 * @typedef {import('@papo/contract').Accepted} Accepted
 * @typedef {import('@papo/contract').ErrorReply} ErrorReply
 * @typedef {import('@papo/contract').RoomHead} RoomHead
 * @typedef {{ send: import('./ledger.js').Send, inFlight: boolean, epoch?: number, seq?: number,
 *   onAnswer?: (() => void) | undefined }} Entry
 */

const ANSWER_TIMEOUT_MS = 5000
const RETRY_MS = 1000

/** A user's messages from the moment they are meant until the server says that they are stored. */
export class Outbox {
  /** @type {Map<string, Entry>} by clientId, in order of sending */
  #entries = new Map()
  #isOpen = false
  /** @type {Set<NodeJS.Timeout>} */
  #timers = new Set()
  /** The furthest place that was given to any of these messages, in the latest epoch that gave one. */
  acked = { epoch: 0, seq: 0 }

  /**
   * @param {import('socket.io-client').Socket<ServerToClient, ClientToServer>} socket
   * @param {import('./recorder.js').Recorder} recorder
   */
  constructor(socket, recorder) {
    this.socket = socket
    this.recorder = recorder
  }

  /** What is offered again waits for its answer too: it may get another place. */
  get isAnswered() {
    return [...this.#entries.values()].every(({ seq, inFlight }) => seq !== undefined && !inFlight)
  }

  /** Nothing waits for an answer, or to be known as stored. */
  get isEmpty() {
    return this.#entries.size === 0
  }

  /** @param {import('./ledger.js').Send} send @param {() => void} [onAnswer] */
  add(send, onAnswer) {
    this.recorder.sends.set(send.clientId, send)
    this.recorder.counts.sent++
    /** @type {Entry} */
    const entry = { send, inFlight: false, onAnswer }
    this.#entries.set(send.clientId, entry)
    this.#transmit(entry)
  }

  /** Connected: everything unanswered goes again under its clientId. @param {string} roomId @param {RoomHead} room */
  open(roomId, room) {
    this.#isOpen = true
    this.stand(roomId, room)
    for (const entry of this.#entries.values()) if (entry.seq === undefined) this.#transmit(entry)
  }

  pause() {
    this.#isOpen = false
  }

  close() {
    this.#isOpen = false
    for (const timer of this.#timers) clearTimeout(timer)
  }

  /**
   * What is stored need not be offered again; another epoch's `persisted` proves nothing.
   * @param {string} roomId
   * @param {{ epoch: number, persisted: number }} room
   */
  persisted(roomId, room) {
    for (const [clientId, { send, seq, epoch }] of this.#entries)
      if (send.roomId === roomId && seq !== undefined && epoch === room.epoch && seq <= room.persisted) {
        send.isDone = true
        this.#entries.delete(clientId)
      }
  }

  /** As in the web app: in another epoch an ack proves nothing, nor where the log ends before it. @param {string} roomId @param {RoomHead} room */
  stand(roomId, room) {
    this.persisted(roomId, room)
    for (const entry of this.#entries.values())
      if (entry.send.roomId === roomId && entry.seq !== undefined)
        if (entry.epoch !== room.epoch || entry.seq > room.head) this.#transmit(entry)
  }

  /** After a new epoch, also what was acked but is not known to be stored. @param {string} roomId */
  offerAgain(roomId) {
    for (const entry of this.#entries.values()) if (entry.send.roomId === roomId) this.#transmit(entry)
  }

  /** @param {Entry} entry */
  #transmit(entry) {
    if (!this.#isOpen || entry.inFlight) return
    const { send } = entry
    const { roomId, clientId, body } = send
    if (send.sentAt === undefined) send.sentAt = this.recorder.now()
    else this.recorder.counts.resent++
    entry.inFlight = true
    const command = { roomId, clientId, body }
    this.socket.timeout(ANSWER_TIMEOUT_MS).emit('message:send', command, (failure, reply) => {
      entry.inFlight = false
      if (failure) this.#transmit(entry)
      else if (reply.ok) this.#accept(entry, reply.data)
      else this.#refuse(entry, reply.error)
    })
  }

  /** Also of what this user sent past the outbox. @param {string} clientId @param {{ epoch: number, seq: number }} place */
  noteAck(clientId, { epoch, seq }) {
    const { acked } = this
    if (epoch > acked.epoch || (epoch === acked.epoch && seq > acked.seq)) this.acked = { epoch, seq }
    this.recorder.acks.push({ clientId, epoch, seq, at: this.recorder.now() })
  }

  /** @param {Entry} entry @param {Accepted} accepted */
  #accept(entry, { epoch, seq, persisted }) {
    const { clientId, roomId } = entry.send
    Object.assign(entry, { epoch, seq })
    this.noteAck(clientId, { epoch, seq })
    entry.onAnswer?.()
    this.persisted(roomId, { epoch, persisted })
  }

  /** @param {Entry} entry @param {ErrorReply} error */
  #refuse(entry, { code, retryable, retryAfterMs }) {
    if (retryable) {
      this.recorder.counts.retryLater++
      const timer = setTimeout(
        () => {
          this.#timers.delete(timer)
          this.#transmit(entry)
        },
        (retryAfterMs ?? RETRY_MS) + Math.random() * 250,
      )
      this.#timers.add(timer)
      return
    }
    entry.send.isDone = true
    this.recorder.refusals.push({ clientId: entry.send.clientId, code })
    this.#entries.delete(entry.send.clientId)
    entry.onAnswer?.()
  }
}
