import { expect, test } from 'vitest'
import { describe, scrubLine } from './scrub.js'

const said = (error: unknown) => JSON.stringify(describe(error))

test.each([
  ['Key (email)=(alice@example.org) already exists.', 'Key (email)=(…) already exists.'],
  ['Key (a, lower(b))=(x) y', 'Key (a, lower(b))=(x) y'],
  ['Failing row contains (1, secret words, null).', 'Failing row contains (…)'],
  ['invalid input syntax for type uuid: "secret words"', 'invalid input syntax for type uuid: "…"'],
  [
    'Unexpected token \'s\', "secret wor"... is not valid JSON',
    'Unexpected token \'s\', "…"... is not valid JSON',
  ],
])('of %s the log says %s', (message, logged) => {
  expect(describe(new Error(message))).toMatchObject({ message: logged })
})

test('of a Redis command that failed the log says the name, not the arguments', () => {
  const error = Object.assign(new Error('OOM'), { command: { name: 'evalsha', args: ['secret words'] } })
  expect(describe(error)).toMatchObject({ message: 'OOM', command: 'evalsha' })
  expect(said(error)).not.toContain('secret')
})

test('of a Prisma call that failed the log says what is wrong, not the call', () => {
  const error = new Error('Invalid call:\n{ body: "secret words" }\n\nUnique constraint failed')
  error.name = 'PrismaClientKnownRequestError'
  expect(describe(error)).toMatchObject({ message: 'Unique constraint failed' })
  expect(said(error)).not.toContain('secret')
})

test('causes are told in the same way, and circles end', () => {
  const error = new Error('outer', {
    cause: Object.assign(new Error('inner'), { code: '23505', detail: 'secret' }),
  })
  expect(describe(error)).toMatchObject({ message: 'outer', cause: { message: 'inner', code: '23505' } })
  expect(said(error)).not.toContain('secret')
  const circle = new Error('again')
  circle.cause = circle
  expect(said(circle).match(/again/g)).toHaveLength(6)
})

test('what was thrown and is no error is not spelled out', () => {
  expect(describe({ body: 'secret' })).toBe('no error')
})

test.each([
  ['to alice.b+c@mail.example.org now', 'to …@… now'],
  ['Bearer eyJhbGciOi.eyJzdWIi.c2ln-_x', 'Bearer …'],
  ['redis://user:pass@cache:6379/0', 'redis://…@cache:6379/0'],
  ['node_modules/@nestjs/core/index.js', 'node_modules/@nestjs/core/index.js'],
])('the line %s leaves as %s', (line, scrubbed) => {
  expect(scrubLine(line)).toBe(scrubbed)
})

test('a hostile line costs no more than a long one', () => {
  expect(scrubLine(`@${'a.'.repeat(20_000)}`)).toHaveLength(40_001)
})
