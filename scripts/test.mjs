// @ts-check
import './node-version.mjs'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './build.mjs'
import { CHECKS, runCheck } from './checks.mjs'
import { messageOf, runScript } from './failure.mjs'
import { install } from './install.mjs'
import { endLeftovers } from './suite/leftovers.mjs'
import { ROOT } from './run.mjs'
import { runProgram, runSuite } from './suite/suites.mjs'
import { installSystemPackages } from './suite/system-packages.mjs'
import { findVersitygw } from './versitygw.mjs'

const USAGE = `npm test -- [checks] [unit] [int] [e2e] [chaos] [smoke] [--all] [words …]
  names choose suites (default: all of them; chaos and smoke only with --all or CI=true, smoke as root)
  words choose test files whose path contains one of them`
const PROJECTS = ['unit', 'int', 'e2e']
const SUITES = ['checks', ...PROJECTS, 'chaos', 'smoke']
const SMOKE = join('scripts', 'compose-smoke.mjs')
const CHAOS = join('load-test', 'chaos', 'run.js')

/** @param {string[]} args */
function readArguments(args) {
  const all = args.includes('--all') || Boolean(process.env['CI'])
  const words = args.filter((word) => !word.startsWith('--'))
  const named = words.filter((word) => SUITES.includes(word))
  const filters = words.filter((word) => !SUITES.includes(word))
  const usual = filters.length > 0 ? PROJECTS : ['checks', ...PROJECTS, ...(all ? ['chaos', 'smoke'] : [])]
  return { suites: named.length > 0 ? named : usual, filters }
}

const counts = { passed: 0, failed: 0 }
/** @type {string[]} */
const failures = []
/** @param {import('./suite/suites.mjs').Counts} result @param {string} [name] of what failed, where it says no more itself */
function add({ passed, failed, failures: named = [] }, name) {
  counts.passed += passed
  counts.failed += failed
  failures.push(...(named.length === 0 && failed > 0 && name ? [name] : named))
}
/** @param {boolean} passed @param {string} name */
const count = (passed, name) => add({ passed: passed ? 1 : 0, failed: passed ? 0 : 1 }, name)

/**
 * @param {string} name
 * @param {() => Promise<void>} step
 */
async function countStep(name, step) {
  try {
    await step()
    console.log(`ok   ${name}`)
    count(true, name)
  } catch (error) {
    console.log(`FAIL ${name}\n${messageOf(error)}`)
    count(false, name)
  }
}

async function smoke() {
  if (process.getuid?.() !== 0) return console.log('skip compose smoke test: it needs root')
  add(await runProgram([process.execPath, SMOKE]), 'compose smoke test')
}

/** @param {string[]} suites */
async function prepare(suites) {
  await countStep('install', () => install(console.log))
  if (counts.failed > 0) return
  await countStep('build', () => build(console.log))
  if (suites.every((name) => name === 'checks')) return
  const missing = await installSystemPackages(console.log)
  if (missing) console.log(`FAIL ${missing}`)
  if (missing) count(false, missing)
  if (suites.includes('int')) await findVersitygw(console.log)
}

/**
 * @param {string} suite
 * @param {{ filters: string[], tempDir: string }} options
 */
async function runOne(suite, options) {
  if (suite === 'smoke') return smoke()
  if (suite === 'chaos') return add(await runProgram([process.execPath, CHAOS, '--quick']), 'chaos')
  if (suite === 'checks') {
    for (const one of CHECKS) count(await runCheck(one, console.log), one.name)
    return
  }
  add(await runSuite(suite, options), suite)
}

await runScript(async () => {
  if (process.argv.includes('--help')) return console.log(USAGE)
  const { suites, filters } = readArguments(process.argv.slice(2))
  const tempDir = mkdtempSync(join(tmpdir(), 'papo-test-'))
  try {
    await prepare(suites)
    const before = counts.passed + counts.failed
    if (existsSync(join(ROOT, 'node_modules')))
      for (const suite of suites) await runOne(suite, { filters, tempDir })
    if (filters.length > 0 && counts.passed + counts.failed === before) {
      count(false, `no test file matches ${filters.join(' or ')}`)
    }
    for (const command of await endLeftovers(tempDir)) count(false, `left running: ${command}`)
  } finally {
    rmSync(tempDir, { recursive: true, force: true })
  }
  for (const failure of failures) console.log(`FAIL ${failure}`)
  console.log(`${counts.passed} passed, ${counts.failed} failed`)
  return counts.failed === 0 ? 0 : 1
})
