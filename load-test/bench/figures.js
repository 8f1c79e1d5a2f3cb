// @ts-check
// Which figures every measure gives, and what they must reach.
import { disturbance, figure } from './verdict.js'

/**
 * @typedef {import('./verdict.js').Figure} Figure
 * @typedef {import('./outcome.js').LoadRun} LoadRun
 * @typedef {import('./door.js').Latency} Latency
 * @typedef {Awaited<ReturnType<typeof import('./persist.js').measurePersistence>>} Persistence
 * @typedef {{ a: LoadRun, b: LoadRun }[]} Loads
 * @typedef {import('./fanout.js').Rounds} Rounds
 * @typedef {{ a: import('./idle.js').IdleRun, b: import('./idle.js').IdleRun }[]} Idle
 * @typedef {{ a: import('./history.js').HistoryRun, b: import('./history.js').HistoryRun }[]} History
 * @typedef {{ a: import('./recovery.js').RecoveryRun, b: import('./recovery.js').RecoveryRun }[]} Recovery
 */

const instances = (/** @type {LoadRun} */ { usPerDelivery }) => usPerDelivery.backs
const servers = (/** @type {LoadRun} */ { usPerDelivery: us }) =>
  us.backs + us.worker + us.redis + us.postgres + us.door
const frames = (/** @type {LoadRun} */ { framesPerDelivery }) => framesPerDelivery
const p50 = (/** @type {{ p50Ms: number }} */ { p50Ms }) => p50Ms
const p99 = (/** @type {{ p99Ms: number }} */ { p99Ms }) => p99Ms

/** Against Centrifugo's library, if it was there. @param {Rounds} rounds @returns {Loads} */
const besideCentrifuge = (rounds) => rounds.flatMap(({ a, c }) => (c ? [{ a, b: c }] : []))
const VERSUS = "against Centrifugo's library"

/** @param {Rounds} rounds @returns {Figure[]} */
export function steadyFigures(rounds) {
  const name = 'P1 CPU per delivery, instances'
  const b2 = besideCentrifuge(rounds)
  const versus = { name: `P1 … ${VERSUS}`, unit: 'µs', of: instances, goal: { atMost: 1.4 } }
  return [
    figure(rounds, { name, unit: 'µs', of: instances, goal: { atMost: 0.75 } }),
    figure(rounds, { name: 'P1 … with Redis, worker, PostgreSQL', unit: 'µs', of: servers }),
    ...(b2.length > 0 ? [figure(b2, versus)] : []),
    figure(rounds, { name: 'P1 frames per delivery', unit: '', of: frames }),
    figure(rounds, { name: 'P1 delivery p50', unit: 'ms', of: p50 }),
    figure(rounds, { name: 'P1 delivery p99', unit: 'ms', of: p99 }),
    disturbance(rounds, 'P1'),
  ]
}

/** @param {Rounds} rounds @returns {Figure[]} */
export function floodFigures(rounds) {
  const rate = (/** @type {LoadRun} */ { deliveriesPerSecond }) => deliveriesPerSecond
  const clients = (/** @type {LoadRun} */ { usPerDelivery }) => usPerDelivery.clients
  const name = 'P2 deliveries at saturation'
  const b2 = besideCentrifuge(rounds)
  const versus = { name: `P2 … ${VERSUS}`, unit: '/s', of: rate, goal: { atLeast: 1 } }
  return [
    figure(rounds, { name, unit: '/s', of: rate, goal: { atLeast: 3 } }),
    ...(b2.length > 0 ? [figure(b2, versus)] : []),
    figure(rounds, { name: 'P2 CPU per delivery, instances', unit: 'µs', of: instances }),
    figure(rounds, { name: 'P2 … with Redis, worker, PostgreSQL', unit: 'µs', of: servers }),
    figure(rounds, { name: 'P2 CPU per delivery, clients', unit: 'µs', of: clients }),
    figure(rounds, { name: 'P2 frames per delivery', unit: '', of: frames }),
    disturbance(rounds, 'P2'),
  ]
}

/** @param {Persistence} measured @returns {Figure[]} */
export function persistenceFigures({ drains, steady, steadyPerSecond }) {
  /** @typedef {import('./persist.js').DrainRun} DrainRun */
  const rate = (/** @type {DrainRun} */ { perSecond }) => perSecond
  const cpu = (/** @type {DrainRun} */ { usPerMessage: us }) =>
    (us['worker'] ?? 0) + (us['redis'] ?? 0) + (us['postgres'] ?? 0)
  const name = 'P3 messages committed per second'
  const wait = `P3 accept → commit at ${steadyPerSecond}/s`
  return [
    figure(drains, { name, unit: '/s', of: rate, goal: { atLeast: 15 } }),
    figure(drains, { name: 'P3 CPU per message, all but senders', unit: 'µs', of: cpu }),
    figure(steady, { name: `${wait}, p50`, unit: 'ms', of: p50 }),
    figure(steady, { name: `${wait}, p99`, unit: 'ms', of: p99, goal: { atMost: 0.2 } }),
    disturbance(drains, 'P3'),
  ]
}

/** @param {Latency} measured @returns {Figure[]} */
export function latencyFigures({ pairs, deliveriesPerSecond }) {
  const name = `P4 delivery through HAProxy at ${Math.round(deliveriesPerSecond)}/s`
  return [
    figure(pairs, { name: `${name}, p50`, unit: 'ms', of: p50, goal: { atMost: 1 } }),
    figure(pairs, { name: `${name}, p99`, unit: 'ms', of: p99, goal: { atMost: 0.8 } }),
    disturbance(pairs, 'P4'),
  ]
}

/** @param {Idle} pairs @returns {Figure[]} */
export function memoryFigures(pairs) {
  const of = (/** @type {import('./idle.js').IdleRun} */ { kibPerConnection }) => kibPerConnection
  return [figure(pairs, { name: 'P5 memory per idle connection', unit: 'KiB', of, goal: { atMost: 0.75 } })]
}

/** @param {History} pairs @returns {Figure[]} */
export function historyFigures(pairs) {
  return /** @type {const} */ (['newest', 'middle', 'oldest']).map((place) => {
    const name = `P6 page of history, ${place}, ten times the messages : fewer`
    return figure(pairs, { name, unit: 'ms', of: (run) => run[place], goal: { atMost: 1.3 } })
  })
}

/** @param {Idle} pairs @returns {Figure[]} */
export function arrivalFigures(pairs) {
  const of = (/** @type {import('./idle.js').IdleRun} */ { connectedPerSecond }) => connectedPerSecond
  return [
    figure(pairs, { name: 'P7 connected and joined per second', unit: '/s', of, goal: { atLeast: 0.9 } }),
  ]
}

/** @param {Recovery} pairs @returns {Figure[]} */
export function recoveryFigures(pairs) {
  const p95 = (/** @type {import('./recovery.js').RecoveryRun} */ run) => run.p95Ms
  const last = (/** @type {import('./recovery.js').RecoveryRun} */ run) => run.lastMs
  return [
    figure(pairs, { name: 'P7 an instance killed: 95 % of its people back', unit: 'ms', of: p95 }),
    figure(pairs, { name: 'P7 … all of them', unit: 'ms', of: last }),
  ]
}

/** @param {{ papo: Loads, bare: Loads }} systems @returns {Figure[]} */
export function instancesFigures({ papo, bare }) {
  const name = 'P8 CPU per delivery, instances, four : one'
  return [
    figure(papo, { name, unit: 'µs', of: instances, goal: { atMost: 1.25 } }),
    figure(papo, { name: 'P8 … with Redis, worker, PostgreSQL', unit: 'µs', of: servers }),
    figure(bare, { name: 'P8 … of bare Socket.IO, instances', unit: 'µs', of: instances }),
    disturbance(papo, 'P8'),
  ]
}
