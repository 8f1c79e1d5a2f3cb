import { clientId, COMMAND_SCHEMAS, COMMANDS, type CommandName } from '@papo/contract'
import fc, { type Arbitrary } from 'fast-check'
import { z } from 'zod'
import { anyJson } from './values.js'

/** Ids and numbers that stand for something on the server, so that commands get past the first look. The first id is of now. */
export type Known = { ids: string[]; seqMax: number }

/** A command as it is sent, its payload as JSON. */
export type Sent = { command: string; json: string }

const EMOJI = ['👍', '❤️', ':party:', '🇧🇷', '👩‍👩‍👧']

/** New ones of now, which are not looked up, of any time and version, and some that were used before. */
function clientIds({ ids }: Known): Arbitrary<string> {
  const now = (ids[0] ?? '').slice(0, 13)
  const young = fc.uuid({ version: 7 }).map((uuid) => now + uuid.slice(13))
  return fc.oneof({ weight: 6, arbitrary: young }, fc.uuid(), fc.constantFrom(...ids))
}

function texts(schema: z.ZodString, known: Known): Arbitrary<unknown> {
  if (schema === clientId) return clientIds(known)
  const uuids = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...known.ids) }, fc.uuid())
  const free = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(1, 3_999, 4_000, 4_001).map((length) => 'x'.repeat(length)),
  )
  const emoji = fc.constantFrom(...EMOJI)
  const kind = [free, uuids, emoji].find(
    (one) =>
      fc.sample(one, { numRuns: 8, seed: 1 }).filter((text) => schema.safeParse(text).success).length > 3,
  )
  return (kind ?? fc.oneof(free, uuids, emoji)).filter((text) => schema.safeParse(text).success)
}

/** Whatever a schema of the contract takes. @throws for a kind of schema that no command has yet */
export function taken(schema: z.core.$ZodType, known: Known): Arbitrary<unknown> {
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Record<string, z.core.$ZodType>
    const model = Object.fromEntries(Object.entries(shape).map(([key, one]) => [key, taken(one, known)]))
    const needed = Object.entries(model).filter(([key]) => !(shape[key] instanceof z.ZodOptional))
    const requiredKeys = needed.map(([key]) => key)
    // Mostly without the rest, since that mostly names what is not there.
    return fc
      .oneof(
        { weight: 2, arbitrary: fc.record(Object.fromEntries(needed)) },
        fc.record(model, { requiredKeys }),
      )
      .filter((value) => schema.safeParse(value).success)
  }
  if (schema instanceof z.ZodOptional) return taken(schema.unwrap(), known)
  if (schema instanceof z.ZodString) return texts(schema, known)
  if (schema instanceof z.ZodNumber)
    return fc
      .oneof({ weight: 9, arbitrary: fc.nat(known.seqMax) }, fc.maxSafeNat())
      .filter((value) => schema.safeParse(value).success)
  if (schema instanceof z.ZodBoolean) return fc.boolean()
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options)
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values)
  if (schema instanceof z.ZodArray)
    return fc
      .array(taken(schema.element, known), { maxLength: 12 })
      .filter((value) => schema.safeParse(value).success)
  throw new Error(`no values are known for ${schema._zod.def.type}`)
}

/** Puts JSON in the place of a field, or adds one: by text, since `__proto__` is no key that one can assign. */
function replaced(value: object, key: string, json: string | undefined): string {
  const fields = Object.entries(value).filter(([name]) => name !== key)
  const kept = fields.map(([name, field]) => `${JSON.stringify(name)}:${JSON.stringify(field)}`)
  return `{${[...kept, ...(json === undefined ? [] : [`${JSON.stringify(key)}:${json}`])].join(',')}}`
}

const STRANGE = ['__proto__', 'constructor', 'userId', 'senderId', 'role', 'toString', '', '0']
const WRONGS = ['other', 'missing', 'added', 'wrapped'] as const
type Wrong = { wrong: (typeof WRONGS)[number]; at: number; json: string }

/** Makes a payload wrong in one place. */
function spoil(value: object, { wrong, at, json }: Wrong): string {
  const keys = Object.keys(value)
  const key = keys[at % keys.length] ?? ''
  if (wrong === 'other') return replaced(value, key, json)
  if (wrong === 'missing') return replaced(value, key, undefined)
  if (wrong === 'added') return replaced(value, STRANGE[at % STRANGE.length] ?? '', json)
  return `[${JSON.stringify(value)}]`
}

function payloadOf(command: CommandName, known: Known): Arbitrary<Sent> {
  const good = taken(COMMAND_SCHEMAS[command].payload, known) as Arbitrary<object>
  const wrong = fc.record({ wrong: fc.constantFrom(...WRONGS), at: fc.nat(40), json: anyJson })
  return fc
    .oneof(
      { weight: 4, arbitrary: good.map((value) => JSON.stringify(value)) },
      { weight: 5, arbitrary: fc.tuple(good, wrong).map(([value, how]) => spoil(value, how)) },
      { weight: 1, arbitrary: anyJson },
    )
    .map((json) => ({ command, json }))
}

/** Commands with payloads that are right, wrong in one place, or anything. */
export const commands = (known: Known): Arbitrary<Sent> =>
  fc.oneof(...COMMANDS.map((command) => payloadOf(command, known)))
