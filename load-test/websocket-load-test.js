#!/usr/bin/env node
// @ts-check
import { writeFile } from 'node:fs/promises'
import { argv, exit, stderr, stdout } from 'node:process'
import { converse, gather, settle } from './websocket/crowd.js'
import { figures } from './websocket/figures.js'
import { judge } from './websocket/ledger.js'
import { readOptions, USAGE, UsageError } from './websocket/options.js'
import { Progress } from './websocket/progress.js'
import { Recorder } from './websocket/recorder.js'
import { markdown, summary } from './websocket/report.js'

/** @param {import('./websocket/options.js').Options} options */
async function run(options) {
  const recorder = new Recorder()
  const progress = new Progress()
  progress.show(
    `${options.origin}: ${options.users} users, ${options.rooms} rooms, seed ${options.seed}`,
    true,
  )
  const clients = await gather(options, recorder, (phase, done, of) =>
    progress.show(`${phase} ${done}/${of}`, done === of),
  )
  const ticker = setInterval(() => progress.show(talk(recorder)), 500)
  await converse(clients, options, recorder)
  progress.show(`${talk(recorder)}; waiting for the rest`, true)
  const settled = await settle(clients, options.drainMs)
  clearInterval(ticker)
  progress.show(settled ? `${talk(recorder)}; all settled` : 'gave up waiting', true)
  for (const client of clients) client.close()
  return figures(options, recorder, judge(recorder.toRecord()))
}

/** @param {Recorder} recorder */
function talk({ sends, acks, counts }) {
  const trouble = counts.reconnects ? `, ${counts.reconnects} reconnects` : ''
  return `sent ${sends.size}, acks ${acks.length}, received ${counts.received}${trouble}`
}

/** @param {unknown} error Why the run could not be made, down to the cause that fetch hides. @returns {string} */
function explain(error) {
  if (!(error instanceof Error)) return String(error)
  return error.cause === undefined ? error.message : `${error.message}: ${explain(error.cause)}`
}

async function main() {
  const options = readOptions(argv.slice(2), import.meta.dirname)
  if (options === 'help') {
    stdout.write(`${USAGE}\n`)
    return 0
  }
  const result = await run(options)
  await writeFile(options.jsonFile, `${JSON.stringify(result, null, 2)}\n`)
  await writeFile(options.reportFile, markdown(result, new Date()))
  stdout.write(`${summary(result)}\n  reports     ${options.reportFile}, ${options.jsonFile}\n`)
  return result.passed ? 0 : 1
}

try {
  exit(await main())
} catch (error) {
  stderr.write(`\n${explain(error)}\n`)
  if (error instanceof UsageError) stderr.write(`\n${USAGE}\n`)
  exit(error instanceof UsageError ? 2 : 1)
}
