// @ts-check
import { spread } from './ratio.js'

/**
 * @typedef {import('./ratio.js').Spread} Spread
 * @typedef {{ a: import('./fanout.js').FanoutRun, b: import('./fanout.js').FanoutRun }[]} Fanout
 * @typedef {Awaited<ReturnType<typeof import('./persist.js').measurePersistence>>} Persistence
 * @typedef {{ name: string, unit: string, papo: Spread, baseline: Spread, ratio: Spread | undefined, target?: string,
 *   met?: boolean }} Figure `met` only where a target is set
 */

/** @param {Fanout} pairs @returns {Figure[]} */
export function fanoutFigures(pairs) {
  const backs = compare(pairs, (run) => run.usPerDelivery.backs)
  const whole = compare(pairs, ({ usPerDelivery: us }) => us.backs + us.redis + us.worker + us.postgres)
  return [
    {
      name: 'P1 CPU per delivery, instances',
      unit: 'µs',
      ...backs,
      ...target('≤ 1.0', backs.ratio.median <= 1),
    },
    { name: 'P1 … with Redis, worker, PostgreSQL', unit: 'µs', ...whole },
    { name: 'P1 frames per delivery', unit: '', ...compare(pairs, (run) => run.framesPerDelivery) },
    { name: 'P1 delivery p50', unit: 'ms', ...compare(pairs, (run) => run.p50Ms) },
    { name: 'P1 delivery p99', unit: 'ms', ...compare(pairs, (run) => run.p99Ms) },
    {
      name: 'P1 share of the machine used by others',
      unit: '%',
      ...compare(pairs, (run) => run.othersShare * 100),
      ratio: undefined,
    },
  ]
}

/** @param {Persistence} measured @returns {Figure[]} */
export function persistenceFigures({ drains, steady, steadyPerSecond }) {
  const rate = compare(drains, (run) => run.perSecond)
  const cpu = compare(
    drains,
    ({ usPerMessage: us }) => (us['worker'] ?? 0) + (us['redis'] ?? 0) + (us['postgres'] ?? 0),
  )
  return [
    {
      name: 'P3 messages committed per second',
      unit: '/s',
      ...rate,
      ...target('≥ 10', rate.ratio.median >= 10),
    },
    { name: 'P3 CPU per message, all but senders', unit: 'µs', ...cpu },
    {
      name: `P3 accept → commit p50 at ${steadyPerSecond}/s`,
      unit: 'ms',
      ...compare(steady, (run) => run.p50Ms),
    },
    {
      name: `P3 accept → commit p99 at ${steadyPerSecond}/s`,
      unit: 'ms',
      ...compare(steady, (run) => run.p99Ms),
    },
    {
      name: 'P3 share of the machine used by others',
      unit: '%',
      ...compare(drains, (run) => run.othersShare * 100),
      ratio: undefined,
    },
  ]
}

/** @param {{ a: import('./idle.js').IdleRun, b: import('./idle.js').IdleRun }[]} pairs @returns {Figure[]} */
export function idleFigures(pairs) {
  const memory = compare(pairs, (run) => run.kibPerConnection)
  const rate = compare(pairs, (run) => run.connectedPerSecond)
  return [
    {
      name: 'P5 memory per idle connection',
      unit: 'KiB',
      ...memory,
      ...target('≤ 0.75', memory.ratio.median <= 0.75),
    },
    {
      name: 'P7 connected and joined per second',
      unit: '/s',
      ...rate,
      ...target('≥ 0.9', rate.ratio.median >= 0.9),
    },
  ]
}

/** @param {{ a: import('./history.js').HistoryRun, b: import('./history.js').HistoryRun }[]} pairs @returns {Figure[]} */
export function historyFigures(pairs) {
  return /** @type {const} */ (['newest', 'middle', 'oldest']).map((place) => {
    const figure = compare(pairs, (run) => run[place])
    const goal = target('≤ 1.3', figure.ratio.median <= 1.3)
    return {
      name: `P6 page of history, ${place}, ten times the messages : fewer`,
      unit: 'ms',
      ...figure,
      ...goal,
    }
  })
}

/** @param {Figure[]} figures @param {{ pairs: number, machine: string }} run */
export function table(figures, { pairs, machine }) {
  const rows = figures.map(({ name, unit, papo, baseline, ratio, target: goal, met }) => {
    const verdict = goal ? `${goal} ${met ? 'met' : 'MISSED'}` : ''
    return `| ${name} | ${show(papo, unit)} | ${show(baseline, unit)} | ${ratio ? show(ratio, '×') : ''} | ${verdict} |`
  })
  return `Median (lowest–highest) of ${pairs} pairs run in turns; ${machine}. Every expected delivery was counted.

| | Papo | baseline | Papo : baseline | target |
|---|---:|---:|---:|---|
${rows.join('\n')}
`
}

/**
 * @template R
 * @param {{ a: R, b: R }[]} pairs
 * @param {(run: R) => number} value
 */
function compare(pairs, value) {
  return {
    papo: spread(pairs.map(({ a }) => value(a))),
    baseline: spread(pairs.map(({ b }) => value(b))),
    ratio: spread(pairs.map(({ a, b }) => value(a) / value(b))),
  }
}

/** @param {string} goal @param {boolean} met */
function target(goal, met) {
  return { target: goal, met }
}

/** @param {Spread} spread @param {string} unit */
function show(spread, unit) {
  const { median, low, high } = spread
  return `${short(median)} ${unit} (${short(low)}–${short(high)})`
}

/** @param {number} value three digits that count, whole from a hundred on */
function short(value) {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)))
}
