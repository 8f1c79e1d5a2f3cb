// @ts-check
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../run.mjs'

/**
 * @typedef {{ passed: number, failed: number }} Counts
 * @typedef {{
 *   numPassedTests: number,
 *   numFailedTests: number,
 *   testResults: { status: string, assertionResults: { status: string }[] }[],
 * }} Report vitest's JSON, as far as we read it
 */

/**
 * Counts a run so that nothing which went wrong can pass: a file that crashed, or a run that ended badly although
 * every test passed, is a failure too.
 * @param {Report | undefined} report
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countResults(report, exitCode) {
  if (!report) return { passed: 0, failed: 1 }
  const crashed = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed'),
  )
  const failed = report.numFailedTests + crashed.length
  return { passed: report.numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed }
}

/**
 * Runs one project of vitest.config.ts, its output shown as it comes.
 * @param {string} project
 * @param {{ filters: string[], tempDir: string }} options
 * @returns {Promise<Counts>}
 */
export async function runSuite(project, { filters, tempDir }) {
  const file = join(tempDir, `${project}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const vitest = [
    process.execPath,
    'node_modules/vitest/vitest.mjs',
    'run',
    `--project=${project}`,
    ...reporters,
  ]
  if (filters.length > 0) vitest.push('--passWithNoTests', ...filters)
  const env = { ...process.env, TMPDIR: tempDir }
  const { code } = await run(vitest, { env, show: true })
  return countResults(existsSync(file) ? readReport(file) : undefined, code)
}

/**
 * Runs a test program of its own whose last line is "N passed, N failed".
 * @param {string[]} command
 * @returns {Promise<Counts>}
 */
export async function runProgram(command) {
  const { code, output } = await run(command, { echo: true })
  return countLine(output.trimEnd().split('\n').at(-1) ?? '', code)
}

/**
 * @param {string} line
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countLine(line, exitCode) {
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/.exec(line) ?? [line, 0, 1]
  return { passed: Number(passed), failed: Number(failed) || (exitCode === 0 ? 0 : 1) }
}

/**
 * @param {string} file
 * @returns {Report}
 */
const readReport = (file) => JSON.parse(readFileSync(file, 'utf8'))
