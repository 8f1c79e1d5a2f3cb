import fc from 'fast-check'
import type { Described, Schema } from '../documents/document.js'
import { almost } from './mutation.js'
import { type Known, valid, WILD } from './values.js'

export const CALLERS = ['nobody', 'member', 'owner'] as const
export type Caller = (typeof CALLERS)[number]
/** One request, ready to be sent. */
export type Shot = {
  kind: 'valid' | 'almost' | 'wild'
  caller: Caller
  path: string
  query: string
  headers: Record<string, string>
  body?: string | Uint8Array
}

const bytes = (...values: number[]) => Uint8Array.from(values)
const RAW_BODIES = [
  ...[
    '',
    '{',
    '[]',
    'null',
    '"x"',
    '1',
    '{"a":1,}',
    "{'a':1}",
    '\ufeff{}',
    '{} {}',
    '{"name":"a","name":"b"}',
  ],
  ...['{"__proto__":{"role":"owner"}}', '{"constructor":{"prototype":{"x":1}}}', '\0', '{"a":"\ud800"}'],
  ...['['.repeat(20_000), `${'{"a":'.repeat(8_000)}1${'}'.repeat(8_000)}`, `"${'x'.repeat(70_000)}"`],
  ...[`{"body":"${'x'.repeat(60_000)}"}`, `{${'"a":1,'.repeat(5_000)}"b":2}`],
  ...[bytes(0xff, 0xfe, 0), bytes(0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d), bytes(0x1f, 0x8b, 8, 0)],
]
const HEADERS: Record<string, string>[] = [
  ...['https://evil.example', 'null', '', 'http://['].map((origin) => ({ origin })),
  ...[
    'text/plain',
    'application/xml',
    'multipart/form-data',
    'application/json; charset=utf-7',
    ';;',
    'application/jsonx',
  ].map((type) => ({ 'content-type': type })),
  ...['gzip', 'br', 'nonsense'].map((encoding) => ({ 'content-encoding': encoding })),
  ...['Bearer x', 'Bearer ', 'Basic AAAA', `Bearer ${'e30.'.repeat(1_500)}`, 'Bearer a.b.c'].map(
    (authorization) => ({ authorization }),
  ),
  ...['papo_access=x; papo_refresh=y', '__proto__=1; =; ;;', `papo_access=${'%'.repeat(3_000)}`].map(
    (cookie) => ({ cookie }),
  ),
  { 'x-http-method-override': 'DELETE' },
  { 'x-forwarded-for': '1.2.3.4, <script>, ::1' },
  { 'x-large': 'x'.repeat(20_000) },
  { range: 'bytes=9-1' },
  { 'if-none-match': '*' },
  { accept: 'application/xml', 'accept-encoding': 'identity;q=0, *;q=0' },
  { 'user-agent': '\u00ff\u00fe\u0080<script>' },
  { 'accept-language': '\u00e9'.repeat(2_000) },
]
const SEGMENTS = [
  '%00',
  '%ff',
  '%ED%A0%80',
  '%',
  '%zz',
  '..%2f..',
  '%2e%2e',
  'null',
  '__proto__',
  '0',
  'x'.repeat(3_000),
  '%F0%9F%98%80',
  '00000000-0000-0000-0000-000000000000',
]
const QUERIES = [
  ...['__proto__=1', 'constructor=1', 'a[b]=c', '%', '%ff=%ff', '&&&=', 'extra=1', 'toString='],
  ...[
    'limit=1&limit=2',
    'limit=',
    'limit=0x10',
    'limit=1e1',
    'limit=%201',
    'limit=1.5',
    'limit=-1',
    'limit=Infinity',
    'limit=101',
  ],
  ...[
    'q=%00',
    'q=%ED%A0%80',
    `q=${'x'.repeat(5_000)}`,
    'q=a&q=b',
    'q[]=a',
    'q=%F0%9F%98%80',
    'q=from:%00',
    'q=%25_%5C',
    'q=before:2999-12-31',
  ],
  ...[
    'cursor=',
    'cursor=%00',
    'cursor=e30',
    'cursor=bnVsbA',
    `cursor=${'A'.repeat(600)}`,
    'cursor=W10',
    'cursor=WzEsMiwzXQ',
    'cursor=eyJhIjoxfQ',
  ],
  ...[
    'before=',
    'before=9007199254740993',
    'before=1&after=1',
    'around=0',
    'around=9007199254740991',
    'after=1e30',
    'thread=0',
    'thread=9007199254740991',
  ],
  ...[
    'filter=',
    'filter=public',
    'ids=,',
    'ids=x',
    'width=9007199254740991',
    'width=',
    'inactiveMinutes=9007199254740991',
    'inactiveMinutes=',
    'timeZone=%00',
    'timeZone=UTC',
    'kind=media',
    'ban=true',
  ],
]

const NOT_SENT = Symbol('not sent')

function pathOf({ path, call }: Described, known: Known, wild: boolean): fc.Arbitrary<string> {
  const names = (call.parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name)
  const one = (name: string) => {
    const real = fc.constant(known.strings[`${path}#${name}`] ?? known.strings[name] ?? known.ids[0] ?? 'x')
    const other = fc.oneof(fc.uuid(), fc.constantFrom(...known.ids))
    const strange = fc.constantFrom(...SEGMENTS)
    if (wild) return fc.oneof(real, strange)
    return fc.oneof({ weight: 4, arbitrary: real }, { weight: 1, arbitrary: other })
  }
  return fc
    .tuple(...names.map(one))
    .map((values) =>
      names.reduce((at, name, place) => at.replace(`{${name}}`, () => values[place] ?? ''), path),
    )
}

/** The query's parameters as one schema, as the server reads them. */
export function queryOf({ call }: Described): Schema | undefined {
  const inQuery = (call.parameters ?? []).filter((one) => one.in === 'query')
  if (inQuery.length === 0) return undefined
  return {
    type: 'object',
    properties: Object.fromEntries(inQuery.map(({ name, schema }) => [name, schema])),
    required: inQuery.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  }
}

const written = (pairs: object) =>
  Object.entries(pairs)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value).toWellFormed())}`)
    .join('&')

function json(value: unknown): string | typeof NOT_SENT {
  const text: string | undefined = JSON.stringify(value)
  return text ?? NOT_SENT
}

export function bodySchemaOf({ call }: Described): Schema | undefined {
  return call.requestBody?.content['application/json']?.schema
}

/** Requests of one kind for one call. */
function shotsOf(described: Described, known: Known, kind: Shot['kind']): fc.Arbitrary<Shot> {
  const changes = described.method !== 'GET'
  const asked = bodySchemaOf(described)
  const wild = kind === 'wild'
  const good = asked ? valid(asked, known) : fc.constant({})
  const body = { valid: good, almost: almost(good), wild: WILD }[kind].map(json)
  const raw: fc.Arbitrary<string | Uint8Array> = fc.constantFrom(...RAW_BODIES)
  const sent = wild || described.call.requestBody?.content['*/*'] ? fc.oneof(body, raw) : body
  const schema = queryOf(described)
  const query = (schema ? valid(schema, known) : fc.constant({})).map((value) => written(value as object))
  const odd = fc.tuple(query, fc.constantFrom(...QUERIES)).map((both) => both.filter(Boolean).join('&'))
  return fc
    .record({
      caller: fc.constantFrom(...CALLERS, 'member', 'owner'),
      path: pathOf(described, known, wild),
      query: kind === 'valid' ? query : fc.oneof(query, odd),
      header: wild ? fc.constantFrom({}, ...HEADERS) : fc.constant({}),
      body: changes ? sent : fc.constant(NOT_SENT),
    })
    .map(({ header, body: said, ...shot }) => ({
      kind,
      ...shot,
      headers: { ...(typeof said === 'symbol' ? {} : { 'content-type': 'application/json' }), ...header },
      ...(typeof said === 'symbol' ? {} : { body: said }),
    }))
}

/** Valid by the document, almost, and not at all. */
export const shots = (described: Described, known: Known): fc.Arbitrary<Shot> =>
  fc.oneof(
    shotsOf(described, known, 'valid'),
    shotsOf(described, known, 'almost'),
    shotsOf(described, known, 'wild'),
  )
