// @ts-check
import { execFileSync } from 'node:child_process'
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, release, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { findRedis } from '../../scripts/redis.mjs'
import { spread } from './ratio.js'

const SYNCS = 200
const SYNCED_BYTES = 500

/** What a figure was measured on. `loadBefore`: how busy it already was, as the mean length of its queue in a minute. */
export function describeMachine() {
  return {
    processor: cpus()[0]?.model ?? 'unknown processor',
    cores: availableParallelism(),
    memoryMib: Math.round(totalmem() / 2 ** 20),
    kernel: release(),
    node: process.version,
    redis: firstLine(findRedis() ?? 'redis-server', '--version'),
    haproxy: firstLine('haproxy', '-v'),
    loadBefore: loadavg()[0] ?? NaN,
    syncMs: syncMs(),
  }
}

/** How long one small write takes to be safe where the servers keep theirs (median): no acknowledgement can be faster. */
function syncMs() {
  const dir = mkdtempSync(join(tmpdir(), 'papo-bench-'))
  const file = openSync(join(dir, 'sync'), 'w')
  const times = Array.from({ length: SYNCS }, () => {
    writeSync(file, Buffer.alloc(SYNCED_BYTES))
    const startMs = performance.now()
    fdatasyncSync(file)
    return performance.now() - startMs
  })
  closeSync(file)
  rmSync(dir, { recursive: true })
  return spread(times).median
}

/** @param {ReturnType<typeof describeMachine>} machine */
export function nameMachine({ processor, cores, node, loadBefore, syncMs }) {
  const sync = `one fdatasync ${syncMs.toPrecision(2)} ms`
  return `${processor}, ${cores} cores, Node ${node}, ${sync}, load ${loadBefore.toFixed(1)} before the first run`
}

/** @param {string} program @param {string} flag */
function firstLine(program, flag) {
  try {
    return execFileSync(program, [flag], { encoding: 'utf8' }).split('\n', 1)[0] ?? ''
  } catch {
    return 'not installed'
  }
}
