// @ts-check
import { join, resolve } from 'node:path'
import { ROOT } from '../run.mjs'

/**
 * Takes `--data DIR` out of the words of a command that starts another one.
 * @param {string[]} words
 * @returns {{ dir: string, rest: string[] }}
 */
export function dataFolder(words) {
  const at = words.indexOf('--data')
  const given = at < 0 ? undefined : words[at + 1]
  return {
    dir: resolve(given ?? join(ROOT, '.papo')),
    rest: at < 0 ? words : words.toSpliced(at, 2),
  }
}
