// @ts-check
import './node-version.mjs'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runScript } from './failure.mjs'
import { install } from './install.mjs'
import { mustRun, npm, ROOT } from './run.mjs'

/**
 * @typedef {{ name: string, inputs: string[], output: string, command: string[], settings?: string[] }} Step
 * `inputs` and `output` are paths from the root; `settings` are environment variables that change the result
 */

/** @param {string} workspace */
const buildOf = (workspace) => [...npm, 'run', 'build', '--workspace', workspace]

/** @type {Step[]} each may use the output of those before it */
const STEPS = [
  { name: 'contract', inputs: ['contract'], output: 'contract/dist', command: buildOf('contract') },
  {
    name: 'database client',
    inputs: ['prisma/schema.prisma', 'prisma.config.ts'],
    output: 'back/src/generated',
    command: [process.execPath, 'node_modules/prisma/build/index.js', 'generate'],
  },
  {
    name: 'back',
    inputs: ['contract', 'prisma/schema.prisma', 'back'],
    output: 'back/dist',
    command: buildOf('back'),
  },
  {
    name: 'web app',
    inputs: ['contract', 'front'],
    output: 'front/dist',
    command: buildOf('front'),
    settings: ['VITE_API_BASE_URL'],
  },
]
const SHARED_INPUTS = ['tsconfig.base.json', 'package-lock.json']
const NOT_INPUTS = new Set(['node_modules', 'dist', 'generated', 'test', 'e2e', 'coverage'])

/**
 * @param {string} path
 * @param {(name: string) => boolean} wanted
 * @returns {string[]} files, sorted
 */
function filesUnder(path, wanted) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  const names = readdirSync(path).filter(wanted).sort()
  return names.flatMap((name) => filesUnder(join(path, name), wanted))
}

/** @param {Step} step @param {string} root */
function fingerprint(step, root) {
  const hash = createHash('sha256')
  for (const name of step.settings ?? []) hash.update(`${name}=${process.env[name] ?? ''}\n`)
  for (const input of [...SHARED_INPUTS, ...step.inputs])
    for (const file of filesUnder(
      join(root, input),
      (name) => !NOT_INPUTS.has(name) && !/\.test\.tsx?$/.test(name),
    ))
      hash.update(file.slice(root.length)).update(readFileSync(file))
  // The result counts too: a build by hand from other sources must not pass for ours.
  for (const file of filesUnder(join(root, step.output), () => true)) {
    const { size, mtimeMs } = statSync(file)
    hash.update(`${file.slice(root.length)} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

/**
 * Builds what is out of date, in order.
 * @param {(line: string) => void} say
 * @param {string} [root]
 */
export async function build(say, root = ROOT) {
  const stamps = join(root, '.papo', 'build')
  mkdirSync(stamps, { recursive: true })
  for (const step of STEPS) {
    const stamp = join(stamps, step.name.replaceAll(' ', '-'))
    const built = existsSync(join(root, step.output)) && existsSync(stamp)
    if (built && readFileSync(stamp, 'utf8') === fingerprint(step, root)) continue
    say(`building: ${step.name}`)
    await mustRun(`building ${step.name}`, step.command, { env: { ...process.env, NODE_ENV: 'production' } })
    writeFileSync(stamp, fingerprint(step, root))
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await runScript(async () => {
    await install(console.log)
    await build(console.log)
    console.log('built: the web app is in front/dist, the server in back/dist')
  })
