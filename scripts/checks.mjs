// @ts-check
import './node-version.mjs'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'
import { runScript } from './failure.mjs'
import { install } from './install.mjs'
import { ROOT, run } from './run.mjs'

/** @param {string} name @param {string} program @param {...string} args */
const check = (name, program, ...args) => ({
  name,
  command: [process.execPath, join('node_modules', program), ...args],
})
const TYPED = ['contract', 'back', 'front', 'load-test', 'scripts']

/** Everything that judges the code without running it. */
export const CHECKS = [
  check('lint', 'eslint/bin/eslint.js', '.', '--max-warnings=0'),
  check('format', 'prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'),
  ...TYPED.filter((folder) => existsSync(join(ROOT, folder, 'tsconfig.json'))).map((folder) =>
    check(`types of ${folder}`, 'typescript/bin/tsc', '--noEmit', '-p', folder),
  ),
  check('unused code and dependencies', 'knip/bin/knip.js', '--no-progress'),
  { name: 'migrations', command: [process.execPath, join('scripts', 'migrations.mjs')] },
  { name: 'known vulnerabilities', command: [process.execPath, join('scripts', 'audit.mjs')] },
]

/**
 * A check that could not be done says so after `skip`, and stands in nobody's way.
 * @param {{ name: string, command: string[] }} one
 * @param {(line: string) => void} say
 * @returns {Promise<boolean>} whether it passed
 */
export async function runCheck({ name, command }, say) {
  const { code, output } = await run(command)
  if (code === 0 && output.startsWith('skip ')) say(output.trim())
  else say(`${code === 0 ? 'ok  ' : 'FAIL'} ${name}`)
  if (code !== 0) say(output.trim())
  return code === 0
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await runScript(async () => {
    await install(console.log)
    await build(console.log) // types and lint look into what the contract and the database client became
    let failed = 0
    for (const one of CHECKS) if (!(await runCheck(one, console.log))) failed += 1
    return failed === 0 ? 0 : 1
  })
