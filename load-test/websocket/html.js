// @ts-check
import { readFileSync } from 'node:fs'
import { escape, plot } from './plot.js'
import { described, QUESTIONS, sum } from './report.js'

/** @typedef {import('./figures.js').Figures} Figures */

/** The report as one file that needs nothing else. @param {Figures} figures @param {Date} at */
export function html(figures, at) {
  const { passed, deliveries, options } = figures
  const style = readFileSync(new URL('html.css', import.meta.url), 'utf8')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Load test: ${passed ? 'passed' : 'failed'}</title>
<style>
${style}</style>
<header>
<p class="verdict ${passed ? 'passed' : 'failed'}">${passed ? 'Passed' : 'Failed'}</p>
<h1>${number(deliveries.arrived)} of ${number(deliveries.expected)} expected deliveries arrived</h1>
<p class="what">${described(options).map(escape).join(' · ')}</p>
<p class="what">${at.toISOString().slice(0, 16).replace('T', ' ')} UTC</p>
</header>
<main>
${tiles(figures)}
${violations(figures)}
${plots(figures)}
</main>
</html>
`
}

/** @param {Figures} figures */
function tiles({ messages, deliveries, ackMs, deliveryMs, repairs }) {
  const refused = sum(messages.refused)
  const all = [
    [
      'Messages',
      number(messages.sent),
      `${number(messages.acknowledged)} acknowledged, ${number(refused)} refused`,
    ],
    [
      'Delivery p50',
      `${deliveryMs.p50} ms`,
      `p95 ${deliveryMs.p95} ms, p99 ${deliveryMs.p99} ms, at most ${deliveryMs.max} ms`,
    ],
    ['Answer p50', `${ackMs.p50} ms`, `p95 ${ackMs.p95} ms, p99 ${ackMs.p99} ms, at most ${ackMs.max} ms`],
    [
      'Reconnects',
      number(repairs.reconnects),
      `${number(deliveries.recovered)} deliveries recovered, ${number(repairs.resent)} messages sent again`,
    ],
  ]
  const tile = ([name, value, more] = ['', '', '']) =>
    `<div><dt>${name}</dt><dd><b>${value}</b><span>${more}</span></dd></div>`
  return `<dl class="tiles">${all.map((one) => tile(/** @type {[string, string, string]} */ (one))).join('\n')}</dl>`
}

/** @param {Figures} figures */
function violations({ violations: { total, byKind, examples } }) {
  if (total === 0) return '<p class="none">Nothing was lost, doubled, changed or out of order.</p>'
  const rows = QUESTIONS.filter(([kind]) => byKind[kind]).map(
    ([kind, question]) => `<tr><td>${question}</td><td>${number(byKind[kind] ?? 0)}</td></tr>`,
  )
  const items = examples.map(({ kind, why, ...where }) => {
    return `<li>${kind}: ${escape(why)} <code>${escape(JSON.stringify(where))}</code></li>`
  })
  return `<section><h2>What went wrong</h2><table>${rows.join('')}</table>
<details><summary>The first ${examples.length}</summary><ol>${items.join('')}</ol></details></section>`
}

/** @param {Figures} figures */
function plots({ series: { everyMs, points, processes } }) {
  const of = (/** @type {(point: typeof points[number]) => number | null} */ value) => points.map(value)
  const latencies = /** @type {const} */ (['p50', 'p95', 'p99'])
  const charts = [
    {
      title: 'Delivery latency',
      unit: 'ms from the intended moment, at most',
      lines: latencies.map((name) => ({ name, values: of(({ deliveryMs }) => deliveryMs?.[name] ?? null) })),
    },
    {
      title: 'Throughput',
      unit: 'per second, at most',
      lines: [
        { name: 'deliveries', values: of(({ deliveredPerSecond }) => deliveredPerSecond) },
        { name: 'messages', values: of(({ sentPerSecond }) => sentPerSecond) },
        { name: 'reconnects', values: of(({ reconnects }) => (reconnects * 1000) / everyMs) },
      ],
    },
    {
      title: 'CPU',
      unit: '% of one core, at most',
      lines: processes.map(({ name, cpuShare }) => ({ name, values: cpuShare.map(times(100)) })),
    },
    {
      title: 'Memory',
      unit: 'MiB of its own, at most',
      lines: processes.map(({ name, bytes }) => ({ name, values: bytes.map(times(2 ** -20)) })),
    },
  ]
  return `<div class="plots">${charts.map((chart) => plot({ ...chart, everyMs })).join('\n')}</div>`
}

/** @param {number} factor @returns {(value: number | null) => number | null} */
const times = (factor) => (value) => (value === null ? null : value * factor)

/** @param {number} value */
const number = (value) => value.toLocaleString('en')
