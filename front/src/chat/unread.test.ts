import type { JoinedRoom } from '@papo/contract'
import { expect, test } from 'vitest'
import { PREFERENCES } from './log.fixture'
import { markOf, totalOf } from './unread'

type Given = { kind?: JoinedRoom['kind']; unread?: number; mentions?: number; muted?: boolean }
const room = ({ kind = 'public', unread = 0, mentions = 0, muted = false }: Given) => ({
  ...{ kind, unread, mentions },
  preferences: { ...PREFERENCES, muted },
})

test.each<[string, Given, { badge: number; bold: boolean }]>([
  ['nothing new is quiet', {}, { badge: 0, bold: false }],
  ['talk that is not about oneself is bold', { unread: 3 }, { badge: 0, bold: true }],
  ['mentions are counted', { unread: 3, mentions: 2 }, { badge: 2, bold: true }],
  ['each message of a direct room is', { kind: 'direct', unread: 3 }, { badge: 3, bold: true }],
  ['a muted room is not bold', { unread: 3, muted: true }, { badge: 0, bold: false }],
  ['but says that one was named', { unread: 3, mentions: 1, muted: true }, { badge: 1, bold: false }],
  ['a muted direct room says nothing', { kind: 'direct', unread: 3, muted: true }, { badge: 0, bold: false }],
])('%s', (_, given, expected) => {
  expect(markOf(room(given))).toEqual(expected)
})

test('the total leaves muted rooms out', () => {
  const rooms = [
    room({ kind: 'direct', unread: 2 }),
    room({ unread: 9, mentions: 1 }),
    room({ unread: 5, mentions: 4, muted: true }),
  ]
  expect(totalOf(rooms)).toEqual({ badge: 3, unread: true })
  expect(totalOf([room({ unread: 5, muted: true })])).toEqual({ badge: 0, unread: false })
})
