// @ts-check
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mustRun, npm, ROOT } from './run.mjs'

/**
 * Whether node_modules holds what package-lock.json asks for. npm writes what it installed, last, into a lock of its own.
 * @param {string} root
 * @returns {boolean}
 */
export function isInstalled(root) {
  const wanted = readPackages(join(root, 'package-lock.json'))
  const present = readPackages(join(root, 'node_modules', '.package-lock.json'))
  if (!present) return false
  return Object.entries(wanted ?? {})
    .filter(([path, entry]) => path.includes('node_modules/') && !entry.link && !entry.optional)
    .every(([path, entry]) => present[path]?.version === entry.version)
}

/**
 * @param {string} path
 * @returns {Record<string, { version?: string, link?: boolean, optional?: boolean }> | undefined}
 */
function readPackages(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined
}

/**
 * Installs the packages when they are missing or other than the lock's.
 * @param {(line: string) => void} say
 */
export async function install(say) {
  if (isInstalled(ROOT)) return
  say('installing packages (about a minute the first time)')
  await mustRun('npm ci', [...npm, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
}
