import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from './run.mjs'

const DOC = readFileSync(join(ROOT, 'docs', 'security.md'), 'utf8')
const lines = DOC.split('\n').filter((line) => /^\| (?!---|what holds)/.test(line))
/** Rows of its tables: what holds, and the test that shows it. */
const ROWS = lines.flatMap((line) => {
  const [, what, file, name] = /^\| (.+) \| `([\w./-]+\.test\.ts)` › (.+) \|$/.exec(line) ?? []
  return what && file && name ? [{ what, file, name }] : []
})

/** The names of a file's tests, as they are written; also of those that stand below a table of cases. */
function testsIn(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8')
  const named =
    /(?:\b(?:test|it)|^\s*\]\s*(?:as const)?\)|\beach(?:<[^>]*>)?\([^()]*(?:\([^()]*\)[^()]*)*\))\(\s*(['"`])(.*?)\1\s*,/gms
  return [...text.matchAll(named)].map((match) => match[2] ?? '')
}

test('docs/security.md names a test in every row', () => {
  expect(ROWS.length).toBe(lines.length)
  expect(ROWS.length).toBeGreaterThan(60)
})

test.each(ROWS)('$what: the test is there', ({ file, name }) => {
  expect(existsSync(join(ROOT, file))).toBe(true)
  expect(testsIn(file)).toContain(name)
})

test('a test that is only mentioned is not there', () => {
  expect(testsIn('scripts/security.test.ts')).not.toContain('is only mentioned')
})
