// @ts-check
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Failure } from '../failure.mjs'
import { ROOT, run } from '../run.mjs'

const MODEL = join(ROOT, 'docs', 'model')
const SAFETY = ['-DSAFETY']
// Weak fairness: who can go on does so at last.
const LIVENESS = ['-DNFAIR=4']
const SEARCH = ['-DCOLLAPSE', '-DVECTORSZ=2048', '-DMEMLIM=2000', '-w']
const LIMITS = ['-m100000', '-w22']

/**
 * @typedef {{ errors: number, states: number, depth: number, what: string }} Found `what` went wrong, in spin's words
 */

/** @throws Failure that names what is missing and how to get it */
export function requireSpin() {
  const missing = ['spin', 'gcc', 'cpp'].filter((name) => spawnSync(name, ['--version']).error)
  if (missing.length > 0)
    throw new Failure(
      `the model needs ${missing.join(', ')} (Debian, Ubuntu: sudo apt-get install spin gcc libc6-dev)`,
    )
}

/**
 * Searches the whole of the model, or up to the first error.
 * @param {import('./variants.mjs').Search} search
 * @returns {Promise<Found>}
 */
export async function check({ flags, live = false }) {
  const cwd = mkdtempSync(join(tmpdir(), 'papo-model-'))
  try {
    cpSync(MODEL, cwd, { recursive: true })
    const names = [...flags, ...(live ? ['LIVE'] : [])].map((flag) => `-D${flag}`)
    await must(['spin', '-a', ...names, 'papo.pml'], cwd)
    await must(['gcc', '-O1', ...SEARCH, ...(live ? LIVENESS : SAFETY), '-o', 'pan', 'pan.c'], cwd)
    return read(await must(['./pan', ...LIMITS, ...(live ? ['-a', '-f'] : [])], cwd))
  } finally {
    rmSync(cwd, { recursive: true, force: true })
  }
}

/** @param {string[]} command @param {string} cwd */
async function must(command, cwd) {
  const { code, output } = await run(command, { cwd })
  if (code !== 0) throw new Failure(`${command.join(' ')} failed:\n${output}`)
  return output
}

/**
 * A search that ended early is not one that found nothing.
 * @param {string} output
 * @returns {Found}
 */
export function read(output) {
  const errors = /depth reached (\d+), errors: (\d+)/.exec(output)
  const states = /^\s*(\d+) states, stored/m.exec(output)
  if (
    !errors ||
    !states ||
    /max search depth too small|out of memory|Search not completed/.test(errorless(output))
  )
    throw new Failure(`spin did not finish:\n${output}`)
  return {
    depth: Number(errors[1]),
    errors: Number(errors[2]),
    states: Number(states[1]),
    what: /^pan:\d+: (.*)$/m.exec(output)?.[1] ?? '',
  }
}

/** With an error, the search ends at it. @param {string} output */
const errorless = (output) => (/errors: 0/.test(output) ? output : '')
