// @ts-check
import { performance } from 'node:perf_hooks'
import { UsageError } from './option-values.js'
import { Series } from './series.js'
import { findServers, nameOf } from './servers.js'
import { Settling } from './settling.js'
import { Totals } from './totals.js'
import { isWatchable, Usage } from './usage.js'

/** @typedef {import('./options.js').Options} Options */

const EVERY_MS = 1000

/** Looks once a second at what has happened: judges what is settled, measures, and tells. */
export class Watch {
  #reconnects = 0
  #sent = 0
  #perSecond = 0
  #lookedAt = performance.now()
  /** @type {import('./usage.js').Usage} */
  #usage
  #uses = /** @type {import('./series.js').Use[]} */ ([])

  /** @param {Options} options @param {import('./recorder.js').Recorder} recorder @param {(line: string) => void} say */
  constructor(options, recorder, say) {
    this.recorder = recorder
    this.series = new Series(recorder.now())
    this.totals = new Totals(this.series)
    this.settling = new Settling(recorder, this.totals)
    this.#usage = new Usage(watched(options))
    this.timer = setInterval(() => {
      this.#look()
      say(this.line())
    }, EVERY_MS)
  }

  /** @returns {Totals} with all that was still open judged */
  stop() {
    clearInterval(this.timer)
    this.#look()
    this.settling.finish()
    return this.totals
  }

  line() {
    const { counts } = this.recorder
    const { violations, delivery } = this.totals
    const { p50, p99 } = delivery.latency
    return [
      `sent ${counts.sent} (${Math.round(this.#perSecond)}/s)`,
      `received ${counts.received}`,
      `p50 ${p50} ms, p99 ${p99} ms`,
      ...(counts.reconnects ? [`${counts.reconnects} reconnects`] : []),
      ...(violations.total ? [`${violations.total} VIOLATIONS`] : []),
      ...this.#uses.slice(0, 4).map(({ name, cpuShare }) => `${name} ${Math.round(cpuShare * 100)} %`),
    ].join(', ')
  }

  #look() {
    const { recorder, series } = this
    const [at, passedMs] = [recorder.now(), performance.now() - this.#lookedAt]
    this.#lookedAt += passedMs
    this.#perSecond = ((recorder.counts.sent - this.#sent) * 1000) / passedMs
    this.#sent = recorder.counts.sent
    series.at(at).reconnects += recorder.counts.reconnects - this.#reconnects
    this.#reconnects = recorder.counts.reconnects
    this.#uses = this.#usage.look()
    series.used(at, this.#uses)
    this.settling.sweep()
  }
}

/** @param {Options} options @returns {import('./usage.js').Watched[]} */
function watched({ watch, origin }) {
  if (watch === 'none') return []
  if (watch === 'found') return findServers(new URL(origin))
  return watch.map(({ pid, name = `${nameOf(pid)} ${pid}` }) => {
    if (!isWatchable(pid)) throw new UsageError(`--watch ${pid}: no such process`)
    return { name, pids: [pid] }
  })
}
