import fc from 'fast-check'
import { document, type Schema } from '../documents/document.js'

/** What exists on the stage, so that some requests reach something. */
export type Known = { ids: string[]; strings: Record<string, string> }

const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown
const withKey = (key: string, value: unknown) =>
  Object.defineProperty({}, key, { value, enumerable: true, configurable: true, writable: true })

/** What nobody expects. */
export const WILD: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, true, -1, 0, 1.5, 1e308, -(2 ** 53), 2 ** 53, 2 ** 31, 2 ** 63],
    ...[
      '',
      ' ',
      '\0',
      'a\0b',
      '\ud800',
      'x\udfff',
      '\u202e',
      'x'.repeat(5_000),
      'NaN',
      '%00',
      '../../etc/passwd',
    ],
    ...["'; drop table users; --", '${7*7}', '<script>alert(1)</script>', '__proto__', '0193', '-0'],
    ...[[], {}, [null], nested(20), nested(900), withKey('__proto__', { admin: true }), { constructor: 1 }],
    ...[{ toString: null, valueOf: null }, { length: 1 }, { $ne: null }, Array<number>(300).fill(1)],
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

const REFERRED: Record<string, (known: Known) => fc.Arbitrary<unknown>> = {
  Id: ({ ids }) =>
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: fc.uuid() }),
  ClientId: () => fc.oneof(fc.uuid({ version: 7 }), fc.uuid()),
  Emoji: () => fc.constantFrom('👍', '❤️', '🏳️‍🌈', '1️⃣', ':smile:', ':+1:'),
  Timestamp: () =>
    fc
      .date({
        min: new Date('0001-01-01T00:00:00Z'),
        max: new Date('9999-12-31T23:59:59Z'),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString()),
}

/** Values that a schema of the document allows. */
export function valid(schema: Schema, known: Known, name = ''): fc.Arbitrary<unknown> {
  const { $ref, type } = schema
  if ($ref !== undefined) {
    const referred = $ref.split('/').at(-1) ?? ''
    return REFERRED[referred]?.(known) ?? valid(document.components.schemas[referred] ?? {}, known, name)
  }
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]))
  const either = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined
  if (either) return fc.oneof(...either.map((one) => valid(one, known, name)))
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  if (type === 'integer' || type === 'number') return validInteger(schema)
  if (type === 'array') return validArray(schema, known, name)
  if (type === 'object') return validObject(schema, known)
  return validString(schema, known.strings[name])
}

function validInteger(schema: Schema): fc.Arbitrary<number> {
  const { minimum, exclusiveMinimum, maximum } = schema as Record<string, number | undefined>
  const min = minimum ?? (exclusiveMinimum === undefined ? -1_000 : exclusiveMinimum + 1)
  const max = maximum ?? Number.MAX_SAFE_INTEGER
  return fc.oneof(
    fc.integer({ min, max: Math.min(max, min + 20) }),
    fc.maxSafeInteger().map((n) => clamp(n, min, max)),
  )
}
const clamp = (n: number, min: number, max: number) => Math.min(max, Math.max(min, Math.abs(n)))

function validArray(schema: Schema, known: Known, name: string): fc.Arbitrary<unknown[]> {
  const {
    items = {},
    minItems = 0,
    maxItems = 12,
  } = schema as {
    items?: Schema
    minItems?: number
    maxItems?: number
  }
  return fc.array(valid(items, known, name), { minLength: minItems, maxLength: Math.min(maxItems, 12) })
}

function validObject({ properties = {}, required = [] }: Schema, known: Known): fc.Arbitrary<object> {
  const fields = Object.entries(properties).map(([name, one]) => [name, valid(one, known, name)] as const)
  return fc.record(Object.fromEntries(fields), { requiredKeys: required })
}

function validString(schema: Schema, said: string | undefined): fc.Arbitrary<string> {
  const {
    minLength = 0,
    maxLength = 200,
    pattern,
  } = schema as {
    minLength?: number
    maxLength?: number
    pattern?: string
  }
  const length = { minLength, maxLength: Math.min(maxLength, Math.max(minLength, 200)) }
  const free = fc.oneof(fc.string({ unit: 'grapheme', ...length }), fc.string({ unit: 'binary', ...length }))
  if (schema.format === 'email') return fc.emailAddress()
  if (schema.format === 'uri') return fc.webUrl()
  const made = pattern === undefined ? free : matching(pattern, length)
  return said === undefined ? made : fc.oneof(fc.constant(said), made)
}

function matching(pattern: string, length: { minLength: number; maxLength: number }): fc.Arbitrary<string> {
  const form = new RegExp(pattern, 'u')
  // Lines are free but for a few signs.
  if (pattern.includes('\\p{'))
    return fc.string({ unit: 'grapheme', ...length }).filter((text) => form.test(text))
  const { minLength, maxLength } = length
  return fc.stringMatching(form).filter((text) => text.length >= minLength && text.length <= maxLength)
}
