// @ts-check
import './node-version.mjs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { runScript } from './failure.mjs'
import { install } from './install.mjs'
import { takeLock } from './local/lock.mjs'
import { ROOT } from './run.mjs'

const WEB = 'http://localhost:5173'
const TSC = ['node_modules/typescript/bin/tsc', '--watch', '--preserveWatchOutput', '-p']
const WATCHING = /Watching for file changes/

/** @param {string} line */
const say = (line) => console.log(`papo: ${line}`)

/**
 * Compilers that watch, processes that restart when what they load changes, and Vite in front. Lua scripts are not
 * watched, and the compilers do not copy them: `npm run build` does.
 * @param {import('./local/cluster.mjs').Cluster} cluster
 */
async function startWatching(cluster) {
  const { backProgram, workerProgram } = await import('./local/cluster.mjs')
  const { nodeService } = await import('./local/services.mjs')
  const { startStores } = await import('./local/stores.mjs')
  const { host, port, supervisor, console } = cluster
  const stores = await startStores(cluster)
  const env = {
    ...stores,
    HOST: host,
    PORT: String(port),
    DEV_BACK_URL: `http://${host}:${port}`,
    FRONTEND_URL: WEB,
  }
  /** @param {import('./local/services.mjs').Program[]} programs */
  const start = (...programs) => supervisor.start(programs.map((program) => nodeService(program, console)))
  /** @param {import('./local/services.mjs').Program} program */
  const restarting = (program) => ({
    ...program,
    args: ['--watch', '--watch-preserve-output', ...program.args],
  })
  await start({ name: 'contract', args: [...TSC, 'contract'], ready: WATCHING, env })
  await start({ name: 'back types', args: [...TSC, 'back/tsconfig.build.json'], ready: WATCHING, env })
  await start(restarting(workerProgram(env)), restarting(backProgram('back', env)))
  const vite = ['node_modules/vite/bin/vite.js', 'front', '--config', 'front/vite.config.ts', '--strictPort']
  await start({ name: 'web app', args: vite, ready: /ready in/, env })
  say(`the web app is at ${WEB}, the server at ${cluster.address}; Ctrl-C stops them`)
}

await runScript(async () => {
  const [host, port, dir] = ['127.0.0.1', Number(process.env['PORT'] || 3000), join(ROOT, '.papo')]
  const address = `http://localhost:${port}`
  process.once('exit', takeLock(dir, address))
  await install(say)
  await build(say)
  const { runCluster } = await import('./local/cluster.mjs')
  const verbose = process.argv.includes('--verbose')
  await runCluster({ dir, host, port, instances: 1, address, verbose, say }, startWatching)
})
