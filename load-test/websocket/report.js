// @ts-check
/** @typedef {import('./figures.js').Figures} Figures */
/** @typedef {import('./histogram.js').Latency} Latency */

/** Kinds of violation, as a reader would ask for them. */
export const QUESTIONS = /** @type {const} */ ([
  ['lost', 'Lost: acknowledged, but not received by a member'],
  ['duplicate', 'Duplicated: received twice, or under two numbers'],
  ['disorder', 'Out of order: on a connection, between members, or against what came first'],
  ['hole', 'Holes: numbers that a member never received'],
  ['corrupt', 'Corrupted: another text or sender than was sent'],
  ['misplaced', 'Misplaced: delivered under another number than was acknowledged'],
  ['ghost', 'Ghosts: refused or never sent, yet delivered'],
  ['unsettled', 'Unsettled: never answered'],
])

/** The last word on the terminal. @param {Figures} figures */
export function summary(figures) {
  const { messages, deliveries, violations, ackMs, deliveryMs } = figures
  const refused = sum(messages.refused)
  return [
    `${figures.passed ? 'PASSED' : 'FAILED'}: ${deliveries.arrived} of ${deliveries.expected} expected deliveries`,
    `  messages    ${messages.sent} sent, ${messages.acknowledged} acknowledged, ${refused} refused`,
    `  deliveries  ${deliveries.live} live, ${deliveries.recovered} recovered by catching up`,
    `  violations  ${violations.total}${kinds(violations.byKind)}`,
    `  ack         ${line(ackMs)}`,
    `  delivery    ${line(deliveryMs)}`,
  ].join('\n')
}

/** What was run, in pieces. @param {Figures['options']} options */
export function described({
  origin,
  users,
  roomSizes,
  ratePerMinute,
  thinkMs,
  durationMs,
  size,
  storm,
  seed,
}) {
  const between = (/** @type {[number, number]} */ [low, high]) =>
    low === high ? `${low}` : `${low} to ${high}`
  const pace = thinkMs
    ? `${between(thinkMs)} ms of thought between messages`
    : `${ratePerMinute} messages per user and minute`
  return [
    origin,
    `${users} users in ${roomSizes.length} rooms (${between([Math.min(...roomSizes), Math.max(...roomSizes)])} members)`,
    `${pace} for ${durationMs / 1000} s`,
    `${between(size)} characters`,
    ...(storm
      ? [`every ${storm.everyMs / 1000} s a storm on ${Math.round(storm.share * 100)} % of them`]
      : []),
    `seed ${seed}`,
  ]
}

/** @param {Figures} figures @param {Date} at */
export function markdown(figures, at) {
  const { options, messages, deliveries, violations, repairs } = figures
  return `# Load test: ${figures.passed ? 'passed' : 'FAILED'}

${at.toISOString()} · ${described(options).join(' · ')}

## Was every message delivered?

| | |
|---|---:|
| Messages sent | ${messages.sent} |
| Acknowledged | ${messages.acknowledged} |
| Refused for good | ${sum(messages.refused)}${kinds(messages.refused)} |
| **Expected deliveries** | **${deliveries.expected}** |
| **Arrived** | **${deliveries.arrived}** |
| … live | ${deliveries.live} |
| … recovered after a reconnect or a hole | ${deliveries.recovered} |

| Violations | |
|---|---:|
${QUESTIONS.map(([kind, question]) => `| ${question} | ${violations.byKind[kind] ?? 0} |`).join('\n')}
| **All** | **${violations.total}** |
${examples(violations.examples)}
## How fast?

Counted from the moment a message was meant to be sent, so a stall shows in full.

| ms | count | p50 | p90 | p95 | p99 | max |
|---|---:|---:|---:|---:|---:|---:|
${row('Acknowledged', figures.ackMs)}
${row('Delivered live', figures.deliveryMs)}

## What had to be repaired

| | |
|---|---:|
| Reconnects | ${repairs.reconnects} |
| Messages offered again under the same clientId | ${repairs.resent} |
| Told to try later | ${repairs.retryLater} |
| Catch-ups asked of the server | ${repairs.syncs} |
| … answered with a fresh start from history | ${repairs.resets} |
${processes(figures)}`
}

/** @param {Figures} figures */
function processes({ series }) {
  const rows = series.processes.map(({ name, cpuShare, bytes }) => {
    const cpu = cpuShare.filter((share) => share !== null)
    const mean = sum(cpu) / Math.max(1, cpu.length)
    const memory = Math.max(0, ...bytes.filter((size) => size !== null)) / 2 ** 20
    return `| ${name} | ${Math.round(mean * 100)} % | ${Math.round(Math.max(0, ...cpu) * 100)} % | ${Math.round(memory)} |`
  })
  return `
## What did it take?

| process | CPU of one core, mean | at most | memory of its own, MiB at most |
|---|---:|---:|---:|
${rows.join('\n')}
`
}

/** @param {Figures['violations']['examples']} violations */
function examples(violations) {
  if (violations.length === 0) return ''
  const items = violations.map(({ kind, why, ...where }) => `- ${kind}: ${why} \`${JSON.stringify(where)}\``)
  return `\nThe first ${violations.length}:\n\n${items.join('\n')}\n`
}

/** @param {string} name @param {Latency} l */
function row(name, l) {
  return `| ${name} | ${l.count} | ${l.p50} | ${l.p90} | ${l.p95} | ${l.p99} | ${l.max} |`
}

/** @param {Latency} l */
function line(l) {
  return `p50 ${l.p50} ms, p90 ${l.p90} ms, p99 ${l.p99} ms, max ${l.max} ms`
}

/** @param {Record<string, number>} counts */
function kinds(counts) {
  const parts = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`)
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`
}

/** @param {Record<string, number> | number[]} counts */
export function sum(counts) {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}
