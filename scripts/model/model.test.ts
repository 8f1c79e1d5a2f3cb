import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from '../run.mjs'
import { check, read, requireSpin } from './spin.mjs'
import { BROKEN, RIGHT } from './variants.mjs'

const DOC = readFileSync(join(ROOT, 'docs', 'model.md'), 'utf8')
/** Rows of the table of steps: what the model calls it, the file, and words that stand in that file. */
const STEPS = DOC.split('\n').flatMap((line) => {
  const [, model, file, words] = /^\| `([\w.]+\.pml)` [^|]*\| `([\w./-]+)` \| (.*) \|$/.exec(line) ?? []
  return model && file && words
    ? [{ model, file, words: [...words.matchAll(/`([^`]+)`/g)].map((m) => m[1] ?? '') }]
    : []
})

describe('the model of the protocol', () => {
  beforeAll(requireSpin)

  test.each(RIGHT)('holds: $name', { timeout: 300_000 }, async (search) => {
    const { errors, what, states } = await check(search)
    expect({ errors, what }).toEqual({ errors: 0, what: '' })
    expect(states).toBeGreaterThan(1_000)
  })

  test.each(BROKEN)('fails without one of its precautions: $name', { timeout: 300_000 }, async (search) => {
    const { errors, what } = await check(search)
    expect(errors).toBe(1)
    expect(what).toMatch(/^(assertion violated|invalid end state)/)
  })
})

test('a search that spin gave up is not one that found nothing', () => {
  const output = 'State-vector 1 byte, depth reached 9, errors: 0\n 5 states, stored\n'
  expect(read(output)).toEqual({ errors: 0, states: 5, depth: 9, what: '' })
  expect(() => read(`error: max search depth too small\n${output}`)).toThrow('did not finish')
  expect(() => read('pan: out of memory')).toThrow('did not finish')
})

describe('docs/model.md', () => {
  test('names every broken variant, and no other', () => {
    const named = [...DOC.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1])
    expect(named.sort()).toEqual(BROKEN.map(({ name }) => name).sort())
  })

  test('ties steps to code', () => {
    expect(STEPS.length).toBeGreaterThan(15)
  })

  test.each(STEPS)('$model: what it says of $file is there', ({ model, file, words }) => {
    expect(existsSync(join(ROOT, 'docs', 'model', model))).toBe(true)
    const text = readFileSync(join(ROOT, file), 'utf8')
    for (const word of words) expect(text).toContain(word)
  })
})
