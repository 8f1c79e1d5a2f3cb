import { LIMITS, parse, REQUESTS } from '@papo/contract'
import { describe, expect, test } from 'vitest'

const NAMES = Object.keys(REQUESTS) as (keyof typeof REQUESTS)[]
const pathsOf = (request: keyof typeof REQUESTS, input: object) => {
  const parsed = parse(REQUESTS[request], input)
  return parsed.ok ? [] : [...new Set(parsed.issues.map(({ path }) => path))]
}

test.each(NAMES)('%s takes no key that it does not know', (name) => {
  const parsed = parse(REQUESTS[name], { unheard: 1 })
  const unknown = { path: '', message: expect.stringContaining('unheard') as string }
  expect(parsed).toMatchObject({ ok: false, issues: expect.arrayContaining([unknown]) as object })
})

test.each([
  ['updateMe', { settings: { unheard: 1 } }, 'settings'],
  ['updateInstallation', { limits: { unheard: 1 } }, 'limits'],
  ['subscribePush', { keys: { unheard: 1 } }, 'keys'],
] as const)('nor does what is in %s', (name, input, path) => {
  const unknown = { path, message: expect.stringContaining('unheard') as string }
  expect(parse(REQUESTS[name], input)).toMatchObject({
    ok: false,
    issues: expect.arrayContaining([unknown]) as object,
  })
})

describe('a number in a query', () => {
  const FIELDS = [
    ['list', 'limit'],
    ['listMessages', 'before'],
    ['listMessages', 'after'],
    ['listMessages', 'around'],
    ['listMessages', 'thread'],
    ['thumbnail', 'width'],
    ['cleanup', 'inactiveMinutes'],
  ] as const

  test.each(FIELDS)('is digits: %s takes them for its %s', (request, field) => {
    expect(parse(REQUESTS[request], { [field]: '12' })).toMatchObject({ ok: true, value: { [field]: 12 } })
  })

  test.each(FIELDS)('is digits alone: %s takes nothing else for its %s', (request, field) => {
    for (const text of ['', ' ', ' 12', '12 ', '0x1f', '0b11', '1e2', '1.0', '+1', '-1', '１２', 'Infinity'])
      expect([text, pathsOf(request, { [field]: text })]).toEqual([text, [field]])
    for (const value of [true, null, [], ['12'], {}])
      expect([value, pathsOf(request, { [field]: value })]).toEqual([value, [field]])
  })
})

test('a cleanup reaches back a hundred years at most', () => {
  const most = LIMITS.inactiveMinutesMax
  expect(pathsOf('cleanup', { inactiveMinutes: String(most) })).toEqual([])
  for (const minutes of [most + 1, 9_999_999_999_999_999n, 99_999_999_999_999_999n])
    expect(pathsOf('cleanup', { inactiveMinutes: String(minutes) })).toEqual(['inactiveMinutes'])
})

test.each(['image/png\0', 'image/\0png', 'image/png\nx', 'image/png\ud800'])(
  'the type of an upload is a line that can be stored, unlike %j',
  (type) => {
    const upload = { purpose: 'avatar', name: 'x.png', size: 1 }
    expect(pathsOf('createUpload', { ...upload, type: 'image/png' })).toEqual([])
    expect(pathsOf('createUpload', { ...upload, type })).toEqual(['type'])
  },
)
