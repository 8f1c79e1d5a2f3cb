#!/usr/bin/env node
// @ts-check
// Runs a scenario with the real k6; its exit code is k6's own, which is not 0 when a threshold is missed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { argv, env, exit, stderr, stdout } from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { findK6 } from '../../scripts/k6.mjs'

const SCENARIOS = ['smoke', 'fanout', 'storm', 'soak']
const SIZES = /** @type {const} */ ([
  'rooms',
  'members',
  'seconds',
  'per-minute',
  'size',
  'storm-seconds',
  'storm-share',
])
const USAGE = `Usage: npm run k6 -- smoke|fanout|storm|soak [--url http://localhost:8080]

  --rooms N --members N                of each room
  --seconds N --per-minute N --size N  how long, messages of each member, characters of each
  --storm-seconds N --storm-share N    how often connections break, and which part of them
  --summary FILE                       k6's figures as JSON

smoke: 2 rooms of 5 for 10 s. fanout: a room of 100. storm: half of 4 rooms of 25 reconnects every 15 s.
soak: 4 rooms of 25 for an hour. All stay within Papo's default limits; Redis, PostgreSQL and the rest are up to you.
`

/** @typedef {{ [name: string]: string | boolean | undefined }} Values */

/** @param {Values} values @param {string} scenario @returns {string[]} k6's arguments */
function argumentsFor(values, scenario) {
  const settings = SIZES.flatMap((name) => {
    const value = values[name]
    return value === undefined ? [] : ['-e', `PAPO_${name.replace('-', '_').toUpperCase()}=${String(value)}`]
  })
  const summary = values['summary'] === undefined ? [] : ['--summary-export', String(values['summary'])]
  const file = fileURLToPath(new URL(`${scenario}.ts`, import.meta.url))
  return ['run', ...summary, '-e', `PAPO_URL=${String(values['url'])}`, ...settings, file]
}

async function main() {
  const text = /** @type {const} */ ({ type: 'string' })
  const options = {
    url: { ...text, default: 'http://localhost:8080' },
    summary: text,
    help: /** @type {const} */ ({ type: 'boolean' }),
    ...Object.fromEntries(SIZES.map((name) => [name, text])),
  }
  const { values, positionals } = parseArgs({ args: argv.slice(2), options, allowPositionals: true })
  const [scenario = ''] = positionals
  if (values.help) return void stdout.write(USAGE)
  if (!SCENARIOS.includes(scenario)) throw new Error(`no scenario ${scenario}\n\n${USAGE}`)
  const k6 = await findK6((line) => void stderr.write(`${line}\n`))
  if (!k6) throw new Error('not run: neither k6 nor Go is here')
  const command = argumentsFor(values, scenario)
  const child = spawn(k6, command, { stdio: 'inherit', env: { ...env, K6_NO_USAGE_REPORT: 'true' } })
  const [code] = await once(child, 'exit')
  exit(code ?? 1)
}

try {
  await main()
} catch (error) {
  stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  exit(2)
}
