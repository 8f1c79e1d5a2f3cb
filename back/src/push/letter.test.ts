import { pushPayload } from '@papo/contract'
import { expect, test } from 'vitest'
import { payloadOf, secondsLeft, topicOf } from './letter.js'

const ROOM = '0199a000-0000-7000-8000-000000000001'
const place = { roomId: ROOM, seq: 7, unread: 2 }
const file = (name: string, type: string) => ({ fileId: ROOM, name, type, size: 1 })
const delivery = (changes: Partial<Parameters<typeof payloadOf>[0]>) => ({
  ...{ id: ROOM, endpoint: '', p256dh: '', auth: '', body: 'hello', attachments: null },
  ...{ at: new Date('2026-01-01T00:00:00Z'), roomKind: 'public', roomName: 'Kitchen', sender: 'Bob' },
  ...changes,
})
const payload = (changes: Parameters<typeof delivery>[0]) =>
  pushPayload.parse(payloadOf(delivery(changes), place))

test('a note says who wrote where; in a direct conversation, who', () => {
  expect(payload({})).toMatchObject({ title: 'Bob · Kitchen', body: 'hello', url: `/#/rooms/${ROOM}/7` })
  expect(payload({ roomKind: 'direct', roomName: '' })).toMatchObject({ title: 'Bob' })
})

test('it says the beginning, in plain words', () => {
  expect(payload({ body: '**now** see [the map](https://a.example)' })).toMatchObject({
    body: 'now see the map',
  })
  const { body } = payload({ body: '🦜'.repeat(200) }) as { body: string }
  expect([...body]).toHaveLength(141)
})

test('files speak where nobody wrote anything', () => {
  const files = [file('cat.jpg', 'image/jpeg'), file('dog.png', 'image/png')]
  const plan = file('plan.pdf', 'application/pdf')
  const named = (attachments: typeof files) => payload({ body: '', attachments })
  expect(named(files)).toMatchObject({ body: '', files: { kind: 'picture', count: 2 } })
  expect(named([plan])).toMatchObject({ body: 'plan.pdf', files: { kind: 'other', count: 1 } })
  expect(named([...files, plan])).toMatchObject({ body: '', files: { kind: 'other', count: 3 } })
  expect(payload({ attachments: files })).not.toHaveProperty('files')
})

test('a message is news for a day', () => {
  const at = new Date('2026-01-01T00:00:00Z')
  expect(secondsLeft(at, at)).toBe(86_400)
  expect(secondsLeft(at, new Date('2026-01-03T00:00:00Z'))).toBe(0)
})

test('push services are told apart what they are not told', () => {
  expect(topicOf(ROOM, 7)).toMatch(/^[\w-]{32}$/)
  expect(topicOf(ROOM, 7)).not.toBe(topicOf(ROOM, 8))
})
