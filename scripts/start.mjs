// @ts-check
import './node-version.mjs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from './build.mjs'
import { Failure, messageOf, runScript } from './failure.mjs'
import { install } from './install.mjs'
import { takeLock } from './local/lock.mjs'
import { portTaken } from './ports.mjs'
import { ROOT } from './run.mjs'

const USAGE = `npm start -- [--port 3000] [--instances 1] [--data DIR] [--verbose]
  --port       where the chat is served (or PORT)
  --instances  how many server processes share the work, behind HAProxy
  --data       where everything is kept (default .papo)
  --verbose    show every log line here; the files are in DIR/logs`

/** @param {string} line */
const say = (line) => console.log(`papo: ${line}`)

/**
 * @param {string} name
 * @param {string} value
 * @param {number} max
 */
function wholeNumber(name, value, max) {
  const number = Number(value)
  if (Number.isInteger(number) && number >= 1 && number <= max) return number
  throw new Failure(`${name} must be a whole number from 1 to ${max}, not "${value}"`)
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: process.env['PORT'] || '3000' },
        instances: { type: 'string', default: '1' },
        data: { type: 'string', default: join(ROOT, '.papo') },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    return values
  } catch (error) {
    throw new Failure(`${messageOf(error)}\n${USAGE}`)
  }
}

await runScript(async () => {
  const options = readOptions()
  if (options.help) return console.log(USAGE)
  const port = wholeNumber('--port', options.port, 65_535)
  const instances = wholeNumber('--instances', options.instances, 20)
  const host = process.env['HOST'] || '127.0.0.1'
  const address = `http://${host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host}:${port}`
  const dir = resolve(options.data)
  const unlock = takeLock(dir, address)
  process.once('exit', unlock)
  const problem = await portTaken(port, host)
  if (problem === 'EADDRINUSE')
    throw new Failure(`port ${port} is taken: choose another with npm start -- --port N`)
  if (problem) throw new Failure(`cannot listen on ${host}:${port} (${problem})`)
  await install(say)
  await build(say)
  const { runCluster } = await import('./local/cluster.mjs') // after the install: it needs packages
  await runCluster({ dir, host, port, instances, address, verbose: options.verbose, say })
})
