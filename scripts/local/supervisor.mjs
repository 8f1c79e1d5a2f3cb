// @ts-check
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { isRunning } from '../child.mjs'
import { Failure, messageOf } from '../failure.mjs'

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 10_000
const HEALTHY_AFTER_MS = 30_000

/**
 * @typedef {{ child: import('node:child_process').ChildProcess, stop: () => Promise<void> }} Running
 * @typedef {{ name: string, start: (stopping: AbortSignal) => Promise<Running> }} Service
 * `start` resolves when the service is ready, and leaves nothing behind when it fails
 */

/** Keeps one service running: when it ends by itself it is started again, after a pause that grows while that fails. */
class Keeper {
  /** @type {Promise<Running | undefined>} */
  #current
  #stopping = new AbortController()

  /**
   * @param {Service} service
   * @param {(line: string) => void} say
   */
  constructor(service, say) {
    this.service = service
    this.say = say
    this.#current = service.start(this.#stopping.signal)
    this.#current.then(
      (running) => this.#keep(running),
      () => undefined, // whoever waits for ready() hears of it
    )
  }

  /** Rejects when the first start failed. */
  ready() {
    return this.#current
  }

  async stop() {
    this.#stopping.abort()
    const running = await this.#current.catch(() => undefined)
    await running?.stop()
  }

  /** @param {Running | undefined} running */
  async #keep(running) {
    let pauseMs = FIRST_PAUSE_MS
    while (!this.#stopping.signal.aborted) {
      const since = Date.now()
      if (running) await this.#ending(running)
      if (Date.now() - since > HEALTHY_AFTER_MS) pauseMs = FIRST_PAUSE_MS
      await pause(pauseMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined)
      if (this.#stopping.signal.aborted) return
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
      this.#current = this.#startAgain()
      running = await this.#current
    }
  }

  /** @param {Running} running */
  async #ending({ child }) {
    if (isRunning(child)) await once(child, 'exit')
    if (this.#stopping.signal.aborted) return
    const how = child.signalCode ?? `exit code ${child.exitCode}`
    this.say(`${this.service.name} ended unexpectedly (${how}); starting it again`)
  }

  async #startAgain() {
    try {
      return await this.service.start(this.#stopping.signal)
    } catch (error) {
      this.say(`${this.service.name} does not start: ${messageOf(error)}`)
      return undefined
    }
  }
}

/**
 * Starts groups of services one after another, keeps them running, and stops them in the opposite order.
 * @param {(line: string) => void} say
 */
export function createSupervisor(say) {
  /** @type {Keeper[][]} */
  const groups = []
  let stopping = false
  return {
    /**
     * Starts a group side by side; rejects when one of them cannot start.
     * @param {Service[]} services
     */
    async start(services) {
      if (stopping) throw new Failure('stopped before it was up')
      const group = services.map((service) => new Keeper(service, say))
      groups.push(group)
      await Promise.all(group.map((keeper) => keeper.ready()))
    },
    async stop() {
      stopping = true
      for (const group of groups.toReversed()) await Promise.all(group.map((keeper) => keeper.stop()))
    },
  }
}
