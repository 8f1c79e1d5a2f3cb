// @ts-check
import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os'
import { findRedis } from '../../scripts/redis.mjs'

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
  }
}

/** @param {ReturnType<typeof describeMachine>} machine */
export function nameMachine({ processor, cores, node, loadBefore }) {
  return `${processor}, ${cores} cores, Node ${node}, load ${loadBefore.toFixed(1)} before the first run`
}

/** @param {string} program @param {string} flag */
function firstLine(program, flag) {
  try {
    return execFileSync(program, [flag], { encoding: 'utf8' }).split('\n', 1)[0] ?? ''
  } catch {
    return 'not installed'
  }
}
