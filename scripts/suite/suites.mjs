// @ts-check
import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ROOT, run } from '../run.mjs'

/**
 * @typedef {{ passed: number, failed: number, failures?: string[] }} Counts `failures` name what failed, as far as it has names
 * @typedef {{ status: string, fullName: string, failureMessages: string[] }} TestResult
 * @typedef {{ status: string, name: string, message: string, assertionResults: TestResult[] }} FileResult
 * @typedef {{
 *   numPassedTests: number,
 *   numFailedTests: number,
 *   testResults: FileResult[],
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
  const failures = report.testResults.flatMap(failuresOf)
  const failed = Math.max(failures.length, exitCode === 0 ? 0 : 1)
  return { passed: report.numPassedTests, failed, failures }
}

/** @param {FileResult} file @returns {string[]} one for the file itself if it crashed */
function failuresOf({ status, name, message, assertionResults }) {
  const path = relative(ROOT, name)
  const failed = assertionResults.filter((one) => one.status === 'failed')
  if (status === 'failed' && failed.length === 0) return [`${path}: ${firstLine(message)}`]
  return failed.map((one) => [`${path}: ${one.fullName}`, ...whyOf(one, path)].join('\n    '))
}

const WHY_LINES = 8

/** What it says, and the line of the test. @param {TestResult} test @param {string} path */
function whyOf({ failureMessages: [message = ''] }, path) {
  const lines = message.split('\n').map((line) => line.trim())
  const said = lines.filter((line) => line && !line.startsWith('at ')).slice(0, WHY_LINES)
  return [...said, ...lines.filter((line) => line.startsWith('at ') && line.includes(path)).slice(0, 1)]
}

const firstLine = (text = '') => text.split('\n', 1)[0]

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
