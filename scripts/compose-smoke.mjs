#!/usr/bin/env node
// @ts-check
// Proof that both compose files do what they promise, on a real engine: `node scripts/compose-smoke.mjs [one-box|scaling]`.
// Exit code 0: all checks passed, or there is no engine and none can be started (then it says so). 1: a check failed.
import './node-version.mjs'
import { runScript } from './failure.mjs'
import { freePort } from './ports.mjs'
import { stop } from './command.mjs'
import { findEngine } from './compose-smoke/engine.mjs'
import { openInstallation } from './compose-smoke/installation.mjs'
import { oneBox } from './compose-smoke/one-box.mjs'
import { leave } from './compose-smoke/person.mjs'
import { openReport, ScenarioOver } from './compose-smoke/report.mjs'
import { scaling } from './compose-smoke/scaling.mjs'

const DEADLINE_MS = 30 * 60_000
const SCENARIOS = [
  { name: 'one-box', file: 'docker-compose.yml', portName: 'PORT', play: oneBox },
  { name: 'scaling', file: 'docker-compose.scaling.yml', portName: 'HAPROXY_PORT', play: scaling },
]

for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(name, () => stop.abort())
setTimeout(() => stop.abort(), DEADLINE_MS).unref()

/**
 * @param {typeof SCENARIOS[number]} scenario
 * @param {import('./compose-smoke/engine.mjs').Engine} engine
 * @param {import('./compose-smoke/report.mjs').Report} report
 */
async function play({ name, file, portName, play }, engine, report) {
  const port = await freePort('0.0.0.0')
  const project = `papo-smoke-${name}-${process.pid}`
  const env = { [portName]: String(port) }
  const installation = openInstallation({ engine, file, project, env })
  try {
    await play({ url: `http://127.0.0.1:${port}`, installation, check: report.check })
  } catch (error) {
    if (!(error instanceof ScenarioOver)) throw error
    if (!stop.signal.aborted) await installation.tell()
  } finally {
    leave()
    await installation.remove()
  }
}

await runScript(async () => {
  const wanted = process.argv[2]
  const engine = await findEngine()
  const report = openReport()
  if (typeof engine === 'string') {
    console.log(`skipped: no engine (${engine})`)
    return report.close() || Number(stop.signal.aborted)
  }
  try {
    for (const scenario of SCENARIOS)
      if (!stop.signal.aborted && (!wanted || scenario.name === wanted)) await play(scenario, engine, report)
  } finally {
    await engine.close()
  }
  if (stop.signal.aborted) console.log('stopped before the end')
  return report.close() || Number(stop.signal.aborted)
})
