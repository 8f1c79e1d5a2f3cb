// @ts-check
import { stderr } from 'node:process'

const PLAIN_EVERY_MS = 5000

/** One live line on a terminal; elsewhere a line every five seconds and at each phase's end. */
export class Progress {
  #lastPlainAt = 0
  #hasLine = false

  /** @param {string} text @param {boolean} [isLast] of its phase */
  show(text, isLast = false) {
    if (stderr.isTTY) {
      stderr.write(`\r\x1b[K${text}${isLast ? '\n' : ''}`)
      this.#hasLine = !isLast
      return
    }
    if (!isLast && Date.now() - this.#lastPlainAt < PLAIN_EVERY_MS) return
    this.#lastPlainAt = Date.now()
    stderr.write(`${text}\n`)
  }

  /** Ends a line that is still open, before something else is written. */
  end() {
    if (this.#hasLine) stderr.write('\n')
    this.#hasLine = false
  }
}
