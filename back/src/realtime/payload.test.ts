import { COMMAND_SCHEMAS, COMMANDS, parse } from '@papo/contract'
import { expect, test } from 'vitest'
import { z } from 'zod'

const id = '01890a5d-ac96-774b-bcce-b302099a8057'
const issueOf = (input: unknown, schema: z.ZodType = z.unknown()) => {
  const parsed = parse(schema, input)
  return parsed.ok ? undefined : parsed.issues[0]
}

test.each(COMMANDS)('%s takes no key that it does not know', (command) => {
  const { payload } = COMMAND_SCHEMAS[command]
  const parsed = parse(payload, { roomId: id, unheard: 1 })
  expect(parsed).toMatchObject({
    ok: false,
    issues: expect.arrayContaining([
      { path: '', message: expect.stringContaining('unheard') as string },
    ]) as object,
  })
})

test.each(['{"__proto__":{}}', '{"a":{"__proto__":1}}', '[{"__proto__":null}]'])(
  '%s is refused wherever the key stands',
  (json) => {
    expect(issueOf(JSON.parse(json))).toMatchObject({ message: 'is not allowed' })
    expect(Object.prototype).not.toHaveProperty('a')
  },
)

test('what is nested without end is refused before anyone goes down', () => {
  const depth = 30_000
  expect(issueOf(JSON.parse('['.repeat(depth) + ']'.repeat(depth)))).toMatchObject({
    message: 'is nested too deeply',
  })
})

test('bytes are refused without a look at each of them, however often they are named', () => {
  expect(issueOf({ roomId: [new Uint8Array(65_536)] })).toEqual({
    path: 'roomId.0',
    message: 'is not allowed',
  })
})
