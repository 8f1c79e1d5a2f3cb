// @ts-check
import { isRunning } from '../../scripts/child.mjs'

/** @typedef {import('./papo.js').Papo} Papo */
/** @typedef {{ heapUsed: number, rss: number }} Weight bytes, after a garbage collection */

const ANSWER_MS = 10_000
const MEGABYTE = 1_048_576
// Far above what caches and compiled code take, far below what a leak of every run would.
const GROWTH_MAX = 1.5
const GROWTH_MAX_BYTES = 30 * MEGABYTE

/** What a process loads so that it tells how much it holds when it is asked. */
export const MEMORY_SHIM = `--import=data:text/javascript,${encodeURIComponent(
  "process.on('SIGUSR2',()=>{gc();gc();const{heapUsed,rss}=process.memoryUsage();console.log(JSON.stringify({chaosMemory:{heapUsed,rss}}))})",
)}`

/** @type {WeakMap<Papo, Weight>} */
const starts = new WeakMap()

/** Of those that have lived through their first run: by then all code was loaded. @param {Papo[]} papos */
export async function noteStart(papos) {
  for (const papo of papos.filter((one) => !starts.has(one))) {
    const weight = await weigh(papo)
    if (weight) starts.set(papo, weight)
  }
}

/** @param {Papo[]} papos @returns {Promise<{ lines: string[], leaks: string[] }>} of those that lived on after that */
export async function growth(papos) {
  const lines = []
  const leaks = []
  for (const papo of papos) {
    const [start, now] = [starts.get(papo), await weigh(papo)]
    if (!start || !now) continue
    const of = (/** @type {keyof Weight} */ what) => `${megabytes(start[what])} → ${megabytes(now[what])} MB`
    const line = `memory of ${papo.role} ${papo.port}: heap ${of('heapUsed')}, rss ${of('rss')}`
    lines.push(line)
    if (now.heapUsed > start.heapUsed * GROWTH_MAX + GROWTH_MAX_BYTES) leaks.push(line)
  }
  return { lines, leaks }
}

/** @param {number} bytes */
const megabytes = (bytes) => Math.round(bytes / MEGABYTE)

/** @param {Papo} papo @returns {Promise<Weight | undefined>} undefined if it does not answer */
function weigh({ child }) {
  if (!isRunning(child)) return Promise.resolve(undefined)
  return new Promise((resolve) => {
    let text = ''
    const read = (/** @type {Buffer} */ data) => {
      text += String(data)
      const found = /^{"chaosMemory":(.*)}$/m.exec(text)?.[1]
      if (found) answer(JSON.parse(found))
    }
    const answer = (/** @type {Weight | undefined} */ weight) => {
      clearTimeout(timer)
      child.stdout?.off('data', read)
      resolve(weight)
    }
    const timer = setTimeout(() => answer(undefined), ANSWER_MS)
    child.stdout?.on('data', read)
    child.kill('SIGUSR2')
  })
}
