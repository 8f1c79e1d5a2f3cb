// @ts-check
import { measureLatency } from './door.js'
import { measureFanout } from './fanout.js'
import * as figures from './figures.js'
import { measureHistory } from './history.js'
import { measureIdle } from './idle.js'
import { measureInstances } from './instances.js'
import { measurePersistence } from './persist.js'
import { measureRecovery } from './recovery.js'

/**
 * @typedef {import('./processes.js').Bench} Bench
 * @typedef {import('./verdict.js').Figure} Figure
 * @typedef {{ pairs: number, restarts: number, seconds: number, warmSeconds: number, connections: number, calmMs: number, people: number, members: number, messages: number,
 *   rate: number | undefined }} Extent
 * @typedef {{ of: string[], measure: (bench: Bench, extent: Extent, only: string[]) => Promise<Figure[]> }} Measure `of`:
 *   the targets that it answers for, all or some of which are asked of it
 */

/**
 * `restarts`: pairs of those that start servers for each run, or more of them than others.
 * @type {Record<'quick' | 'full', Omit<Extent, 'members' | 'messages' | 'rate'>>}
 */
export const EXTENTS = {
  quick: {
    pairs: 5,
    restarts: 2,
    seconds: 1,
    warmSeconds: 1.2,
    connections: 1_000,
    calmMs: 500,
    people: 200,
  },
  full: {
    pairs: 9,
    restarts: 9,
    seconds: 10,
    warmSeconds: 15,
    connections: 5_000,
    calmMs: 5_000,
    people: 2_000,
  },
}

/** Without those that first make millions of messages. */
export const BY_DEFAULT = ['P1', 'P2', 'P3', 'P4', 'P5', 'P7', 'P8']

/** @type {Measure[]} */
export const MEASURES = [
  {
    of: ['P1', 'P2'],
    measure: async (bench, extent, only) => {
      const which = { steady: only.includes('P1'), flood: only.includes('P2') }
      const { steady, flood } = await measureFanout(bench, { ...extent, ...which })
      return [...(steady ? figures.steadyFigures(steady) : []), ...(flood ? figures.floodFigures(flood) : [])]
    },
  },
  {
    of: ['P3'],
    measure: async (bench, extent) => figures.persistenceFigures(await measurePersistence(bench, extent)),
  },
  {
    of: ['P4'],
    measure: async (bench, extent) => figures.latencyFigures(await measureLatency(bench, extent)),
  },
  {
    of: ['P5', 'P7'],
    measure: async (bench, extent, only) => {
      const pairs = await measureIdle(bench, { ...extent, pairs: extent.restarts })
      return [
        ...(only.includes('P5') ? figures.memoryFigures(pairs) : []),
        ...(only.includes('P7') ? figures.arrivalFigures(pairs) : []),
      ]
    },
  },
  {
    of: ['P6'],
    measure: async (bench, extent) => figures.historyFigures(await measureHistory(bench, extent)),
  },
  {
    of: ['P7'],
    measure: async (bench, extent) =>
      figures.recoveryFigures(await measureRecovery(bench, { ...extent, pairs: extent.restarts })),
  },
  {
    of: ['P8'],
    measure: async (bench, extent) =>
      figures.instancesFigures(await measureInstances(bench, { ...extent, pairs: extent.restarts })),
  },
]

/** @param {string} text names with commas, of which `search` is the older one of P9 @returns {string[]} */
export function chosen(text) {
  const names = text.split(',').map((name) => name.trim().toUpperCase())
  return names.map((name) => (name === 'SEARCH' ? 'P9' : name))
}

/** @param {string[]} names @returns {string[]} those that nobody answers for */
export function unknown(names) {
  const known = new Set(['P9', ...MEASURES.flatMap(({ of }) => of)])
  return names.filter((name) => !known.has(name))
}
