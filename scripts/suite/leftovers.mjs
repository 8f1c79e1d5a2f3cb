// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

const GRACE_MS = 10_000

/**
 * Ends the processes that a test run left behind. Every program it starts inherits the run's own TMPDIR,
 * which no other process on the machine has.
 * @param {string} tempDir
 * @param {number} [graceMs] for those on their way out
 * @returns {Promise<string[]>} their command lines; always empty where the system has no /proc
 */
export async function endLeftovers(tempDir, graceMs = GRACE_MS) {
  const deadline = Date.now() + graceMs
  while (find(tempDir).length > 0 && Date.now() < deadline) await pause(100)
  const left = find(tempDir)
  for (const { processId } of left) kill(processId)
  return left.map(({ command }) => command)
}

/** @param {string} tempDir */
function find(tempDir) {
  if (!existsSync('/proc/self/environ')) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && readProc(name, 'environ').includes(`TMPDIR=${tempDir}`))
    .map((name) => ({ processId: Number(name), command: readProc(name, 'cmdline').join(' ').trim() }))
}

/**
 * @param {string} processId
 * @param {'environ' | 'cmdline'} file
 * @returns {string[]} empty when the process is gone or not ours
 */
function readProc(processId, file) {
  try {
    return readFileSync(`/proc/${processId}/${file}`, 'utf8').split('\0')
  } catch {
    return []
  }
}

/** @param {number} processId */
function kill(processId) {
  try {
    process.kill(processId, 'SIGKILL')
  } catch {
    // it ended by itself just now
  }
}
