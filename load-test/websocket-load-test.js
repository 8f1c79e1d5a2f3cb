#!/usr/bin/env node
// @ts-check
import { writeFile } from 'node:fs/promises'
import { argv, exit, stderr, stdout } from 'node:process'
import { gather, settle } from './websocket/crowd.js'
import { figures } from './websocket/figures.js'
import { html } from './websocket/html.js'
import { UsageError } from './websocket/option-values.js'
import { readOptions, USAGE } from './websocket/options.js'
import { Progress } from './websocket/progress.js'
import { Recorder } from './websocket/recorder.js'
import { markdown, summary } from './websocket/report.js'
import { converse } from './websocket/talk.js'
import { Watch } from './websocket/watch.js'

/** @param {import('./websocket/options.js').Options} options */
async function run(options) {
  const recorder = new Recorder()
  const progress = new Progress()
  const { origin, users, roomSizes, seed } = options
  progress.show(`${origin}: ${users} users, ${roomSizes.length} rooms, seed ${seed}`, true)
  const clients = await gather(options, recorder, (phase, done, of) =>
    progress.show(`${phase} ${done}/${of}`, done === of),
  )
  const watch = new Watch(options, recorder, (line) => progress.show(line))
  await converse(clients, options, recorder)
  progress.show(`${watch.line()}; waiting for the rest`, true)
  const settled = await settle(clients, options.drainMs)
  const totals = watch.stop()
  progress.show(settled ? 'all settled' : 'gave up waiting', true)
  for (const client of clients) client.close()
  return figures(options, recorder, totals)
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
  const { jsonFile, reportFile, htmlFile } = options
  await writeFile(jsonFile, `${JSON.stringify(result, null, 2)}\n`)
  await writeFile(reportFile, markdown(result, new Date()))
  await writeFile(htmlFile, html(result, new Date()))
  stdout.write(`${summary(result)}\n  reports     ${htmlFile}, ${reportFile}, ${jsonFile}\n`)
  return result.passed ? 0 : 1
}

try {
  exit(await main())
} catch (error) {
  stderr.write(`\n${explain(error)}\n`)
  if (error instanceof UsageError) stderr.write(`\n${USAGE}\n`)
  exit(error instanceof UsageError ? 2 : 1)
}
