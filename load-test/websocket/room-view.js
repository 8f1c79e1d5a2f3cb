// @ts-check
/** @typedef {import('@papo/contract').RoomEvent} RoomEvent */

/** How far one client has come in one room: everything up to `last`, and what arrived ahead of a hole. */
export class RoomView {
  epoch = 0
  /** All events up to here have arrived. */
  last = -1
  /** The highest seq that the server has spoken of. */
  head = 0
  /** @type {Map<number, number>} seq to epoch */
  #ahead = new Map()

  /** @param {number} epoch @param {number} head Where the view starts, or starts again. */
  startAt(epoch, head) {
    this.epoch = epoch
    this.last = head
    this.head = Math.max(this.head, head)
    this.#advance()
  }

  /** @param {Pick<RoomEvent, 'seq' | 'epoch'>[]} events */
  take(events) {
    for (const { seq, epoch } of events) {
      this.head = Math.max(this.head, seq)
      if (seq > this.last) this.#ahead.set(seq, epoch)
    }
    if (this.started) this.#advance()
  }

  get started() {
    return this.last >= 0
  }

  get isBehind() {
    return this.started && this.head > this.last
  }

  #advance() {
    for (const seq of this.#ahead.keys()) if (seq <= this.last) this.#ahead.delete(seq)
    for (let epoch; (epoch = this.#ahead.get(this.last + 1)) !== undefined && epoch === this.epoch;) {
      this.last++
      this.#ahead.delete(this.last)
    }
  }
}
