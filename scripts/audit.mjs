// @ts-check
import { fileURLToPath } from 'node:url'
import { runScript } from './failure.mjs'
import { npm, run } from './run.mjs'

/**
 * @typedef {{
 *   vulnerabilities?: Record<string, { severity?: string, fixAvailable?: boolean | { name: string, version: string } }>,
 *   metadata?: { vulnerabilities?: Record<string, number> },
 * }} Report npm's JSON, as far as we read it
 */

const GRAVE = ['high', 'critical']
// Where the registry is out of reach, nobody waits for minutes to hear so.
const PATIENCE = ['--fetch-retries=1', '--fetch-timeout=20000']

/**
 * What an audit's output means. npm fails as well when a registry answers nothing, so its exit code tells nothing.
 * @param {string} output of `npm audit --json`
 * @returns {{ answered: boolean, grave: string[] }} packages with a grave vulnerability, each with what mends it
 */
export function judge(output) {
  const report = readReport(output)
  if (report?.metadata?.vulnerabilities === undefined) return { answered: false, grave: [] }
  const grave = Object.entries(report.vulnerabilities ?? {}).filter(([, { severity = '' }]) =>
    GRAVE.includes(severity),
  )
  return {
    answered: true,
    grave: grave.map(([name, found]) => `${name} (${found.severity}), ${cure(found)}`),
  }
}

/** @param {{ fixAvailable?: boolean | { name: string, version: string } }} found */
function cure({ fixAvailable = false }) {
  if (typeof fixAvailable === 'object') return `mended by ${fixAvailable.name} ${fixAvailable.version}`
  return fixAvailable ? 'mended by a newer version' : 'not mended by any version yet'
}

/**
 * @param {string} output which may have warnings before it
 * @returns {Report | undefined}
 */
function readReport(output) {
  try {
    return JSON.parse(output.slice(output.indexOf('{')))
  } catch {
    return undefined
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await runScript(async () => {
    const { output } = await run([...npm, 'audit', '--omit=dev', '--json', '--loglevel=silent', ...PATIENCE])
    const { answered, grave } = judge(output)
    if (!answered) console.log('skip known vulnerabilities: no registry answered')
    for (const one of grave) console.log(one)
    return grave.length === 0 ? 0 : 1
  })
