// @ts-check
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { run } from '../run.mjs'

const POLICY = '/usr/sbin/policy-rc.d'

/** What the tests need besides npm's packages: Debian package → programs of which one must be there. */
const PROGRAMS = {
  'redis-server': ['redis-server', 'valkey-server'],
  haproxy: ['haproxy'],
  chromium: ['chromium', 'chromium-browser', 'google-chrome'],
  // docs/observability
  prometheus: ['promtool'],
  // docs/model.md
  spin: ['spin'],
  gcc: ['gcc'],
  'libc6-dev': ['/usr/include/stdio.h'],
}

/** @param {string} program a name on the path, or the path of any file */
const isThere = (program) =>
  existsSync(program) || spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status === 0

/** @returns {string[]} the Debian packages none of whose programs is on the path */
export function missingPackages() {
  return Object.entries(PROGRAMS)
    .filter(([, programs]) => !programs.some(isThere))
    .map(([name]) => name)
}

/**
 * Installs by apt what the tests need, where we may; the services that come with it are not started.
 * @param {(line: string) => void} say
 * @returns {Promise<string | undefined>} one line that names what is still missing and how to get it
 */
export async function installSystemPackages(say) {
  const missing = missingPackages()
  if (missing.length === 0) return undefined
  const problem = process.getuid?.() === 0 && isThere('apt-get') ? await aptInstall(missing, say) : undefined
  const still = missingPackages()
  if (still.length === 0) return undefined
  return `missing: ${still.join(', ')} (Debian, Ubuntu: sudo apt-get install ${still.join(' ')})${problem ?? ''}`
}

/**
 * @param {string[]} names
 * @param {(line: string) => void} say
 */
async function aptInstall(names, say) {
  say(`installing ${names.join(', ')} by apt`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = ['apt-get', '-o', 'DPkg::Lock::Timeout=300', '-qq']
  const mayForbidServices = !existsSync(POLICY)
  if (mayForbidServices) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 }) // the maintainer scripts ask it
  try {
    await run([...apt, 'update'], { env })
    const { code, output } = await run([...apt, 'install', '-y', '--no-install-recommends', ...names], {
      env,
    })
    return code === 0 ? undefined : `: ${output.trim().split('\n').at(-1)}`
  } finally {
    if (mayForbidServices) rmSync(POLICY, { force: true })
  }
}
