// @ts-check
import { fork } from 'node:child_process'
import { once } from 'node:events'

/** A process of its own whose functions can be called. */
export class Remote {
  #pending = new Map()
  #nextId = 0

  /** @param {URL} file which calls {@link serve} */
  constructor(file) {
    this.child = fork(file, { serialization: 'advanced' })
    this.child.on('message', (/** @type {any} */ { id, value, problem }) => {
      const { resolve, reject } = this.#pending.get(id)
      this.#pending.delete(id)
      if (problem) reject(new Error(problem))
      else resolve(value)
    })
    this.child.on('exit', (code) => {
      for (const { reject } of this.#pending.values())
        reject(new Error(`${file.pathname} ended with ${code}`))
    })
  }

  get pid() {
    return this.child.pid ?? 0
  }

  /** @param {string} name @param {unknown} [argument] @returns {Promise<any>} */
  call(name, argument) {
    const id = this.#nextId++
    const answer = new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }))
    this.child.send({ id, name, argument })
    return answer
  }

  async stop() {
    if (this.child.exitCode !== null) return
    const ended = once(this.child, 'exit')
    this.child.disconnect()
    await ended
  }
}

/** Answers the parent's calls, and ends with it. @param {Record<string, (argument: any) => unknown>} functions */
export function serve(functions) {
  process.on('disconnect', () => process.exit(0))
  process.on('message', (/** @type {any} */ { id, name, argument }) => {
    Promise.resolve(argument)
      .then((given) => functions[name]?.(given))
      .then((value) => process.send?.({ id, value }))
      .catch((error) => process.send?.({ id, problem: error instanceof Error ? error.stack : String(error) }))
  })
}
