#!/usr/bin/env node
// @ts-check
// Takes a backup of the Papo that `npm start` runs, or of the stores that the environment names: docs/data.md
import './node-version.mjs'
import { resolve } from 'node:path'
import { build } from './build.mjs'
import { Failure, runScript } from './failure.mjs'
import { install } from './install.mjs'
import { readAddresses } from './local/addresses.mjs'
import { dataFolder } from './local/data-folder.mjs'
import { ownerOf } from './local/lock.mjs'
import { ROOT, run } from './run.mjs'

/** @param {string} dir @returns {NodeJS.ProcessEnv} */
function environment(dir) {
  if (process.env['DATABASE_URL']) return process.env
  const addresses = ownerOf(dir) && readAddresses(dir)
  if (addresses) return { ...addresses, ...process.env }
  throw new Failure(`no Papo runs on ${dir}: start it (npm start), or set DATABASE_URL and REDIS_URL`)
}

await runScript(async () => {
  const { dir, rest } = dataFolder(process.argv.slice(2))
  await install(() => undefined)
  await build(() => undefined)
  const env = rest.includes('--help') ? process.env : environment(resolve(dir))
  const { code } = await run([process.execPath, `${ROOT}/back/dist/backup.js`, ...rest], {
    env,
    cwd: process.cwd(),
    show: true,
  })
  return code
})
