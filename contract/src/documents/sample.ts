import { type Described, type Json, REF } from './schemas.js'

const ID = '0199c1d2-6a3e-7c41-9b0e-3f5a1d2c4b60'

/** What a property of this name could hold, where its schema allows anything. */
const SAMPLES: Record<string, unknown> = {
  username: 'ana',
  login: 'ana',
  displayName: 'Ana Souza',
  email: 'ana@example.org',
  password: 'correct horse battery',
  current: 'correct horse battery',
  next: 'a longer horse battery',
  returnTo: '#/settings',
  body: 'Good morning',
  statusText: 'At lunch',
  name: 'Kitchen',
  topic: 'What we eat, and when',
  q: 'lunch',
  size: 48_213,
  mentions: 0,
  timeZone: 'America/Sao_Paulo',
  userAgent: 'Mozilla/5.0',
  instanceId: 'back-1',
  url: 'https://example.org/menu',
  endpoint: 'https://push.example.org/abc',
  expiresInSeconds: 900,
  inactiveMinutes: 43_200,
  message: 'No such room.',
  text: 'lunch at noon',
  invitedBy: 'Ana Souza',
  code: 'kT8pLq2ZsW',
  p256dh: 'B'.repeat(87),
  auth: 'c'.repeat(22),
  token: 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl',
}
const FORMATS: Record<string, string> = {
  'date-time': '2026-11-20T09:41:00.000Z',
  date: '2026-11-20',
  uri: 'https://example.org/menu',
  email: 'ana@example.org',
}
const REFERRED: Record<string, unknown> = {
  Id: ID,
  ClientId: ID,
  Emoji: '👍',
  Timestamp: FORMATS['date-time'],
}

/** A value of this schema as people would expect it: what must be there, else the first two of what may be. */
export function sample(schema: Json, schemas: Described, name = ''): unknown {
  const { $ref, anyOf, oneOf } = schema as { $ref?: string; anyOf?: Json[]; oneOf?: Json[] }
  if ($ref !== undefined) {
    const referred = $ref.slice(REF.length)
    return REFERRED[referred] ?? sample(schemas[referred] ?? {}, schemas, name)
  }
  const first = (anyOf ?? oneOf)?.[0]
  if (first) return sample(first, schemas, name)
  if ('const' in schema) return schema.const
  if ('default' in schema) return schema.default
  if (Array.isArray(schema.enum)) return schema.enum[0]
  if (schema.type === 'object') return sampleObject(schema, schemas)
  if (schema.type === 'array') return sampleArray(schema, schemas, name)
  return sampleScalar(schema, name)
}

function sampleObject(schema: Json, schemas: Described): Json {
  const properties = (schema.properties ?? {}) as Record<string, Json>
  const { required, additionalProperties: more } = schema as {
    required?: string[]
    additionalProperties?: Json
  }
  if (schema.properties === undefined && more) return { [ID]: sample(more, schemas) }
  const names = required ?? Object.keys(properties).slice(0, 2)
  return Object.fromEntries(names.map((name) => [name, sample(properties[name] ?? {}, schemas, name)]))
}

function sampleArray(schema: Json, schemas: Described, name: string): unknown[] {
  const { prefixItems, items } = schema as { prefixItems?: Json[]; items?: Json }
  if (prefixItems) return prefixItems.map((item) => sample(item, schemas))
  return items ? [sample(items, schemas, name.replace(/s$/, ''))] : []
}

function sampleScalar(schema: Json, name: string): unknown {
  const said = SAMPLES[name]
  if (schema.type === 'boolean') return true
  if (schema.type === 'null') return null
  if (schema.type === 'integer' || schema.type === 'number') {
    const { minimum = 0, exclusiveMinimum } = schema as { minimum?: number; exclusiveMinimum?: number }
    return typeof said === 'number'
      ? said
      : Math.max(minimum, exclusiveMinimum === undefined ? 1 : exclusiveMinimum + 1)
  }
  if (typeof said === 'string') return said
  if (typeof schema.format === 'string') return FORMATS[schema.format] ?? ''
  if (String(schema.pattern).includes('[0-5]')) return '22:30'
  return 'x'.repeat(Math.max(4, Number(schema.minLength ?? 4)))
}
