#!/usr/bin/env node
// @ts-check
// Brings a backup into the stores that the environment names, or into a new folder for `npm start`: docs/data.md
import './node-version.mjs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { runScript } from './failure.mjs'
import { install } from './install.mjs'
import { dataFolder } from './local/data-folder.mjs'
import { takeLock } from './local/lock.mjs'
import { ROOT, run } from './run.mjs'

/** @param {string[]} words @param {NodeJS.ProcessEnv} env */
async function restore(words, env) {
  const command = [process.execPath, `${ROOT}/back/dist/restore.js`, ...words]
  return (await run(command, { env, cwd: process.cwd(), show: true })).code
}

/** @param {string} dir @param {string[]} words */
async function restoreInto(dir, words) {
  const { startStores } = await import('./local/stores.mjs') // after the install: it needs packages
  const { createSupervisor } = await import('./local/supervisor.mjs')
  const unlock = takeLock(dir, 'a restore')
  const supervisor = createSupervisor(console.log)
  try {
    const quiet = { dir: join(dir, 'logs'), verbose: false, tell: () => undefined }
    const env = await startStores({ dir, supervisor, console: quiet, say: console.log })
    return await restore(words, env)
  } finally {
    await supervisor.stop()
    unlock()
  }
}

await runScript(async () => {
  const { dir, rest } = dataFolder(process.argv.slice(2))
  await install(() => undefined)
  await build(() => undefined)
  const isSet = process.env['DATABASE_URL'] || rest.includes('--help')
  return isSet ? restore(rest, process.env) : restoreInto(dir, rest)
})
