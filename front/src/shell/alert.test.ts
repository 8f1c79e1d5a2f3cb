import { expect, test } from 'vitest'
import { ALICE, BOB, PREFERENCES, selfOf } from '../chat/log.fixture'
import { type Alert, alertOf } from './alert'

type Situation = Parameters<typeof alertOf>[0]
const self = selfOf(ALICE)
const settings = (changes: Partial<typeof self.settings>) => ({
  self: { ...self, settings: { ...self.settings, ...changes } },
})
const room = (
  changes: Partial<Situation['room']['preferences']>,
  kind: Situation['room']['kind'] = 'public',
) => ({
  room: { kind, readSeq: 3, preferences: { ...PREFERENCES, ...changes } },
})
const mention = { message: { actorId: BOB, seq: 4, data: { body: '@alice', mentions: [ALICE] } } }
const plain: Situation = {
  message: { actorId: BOB, seq: 4, data: { body: 'hello' } },
  ...room({}),
  self,
  blocked: [],
  watched: false,
  answers: false,
  now: new Date('2026-01-01T12:00:00Z'),
  desktop: true,
  present: true,
}

const SOUND = { sound: true, toast: false, desktop: false }
const TOLD = { sound: true, toast: true, desktop: false }
const away = { present: false }
const direct = room({}, 'direct')

test.each<[string, Partial<Situation>, Alert | null]>([
  ['a message in another room makes a sound', {}, SOUND],
  ['a mention also shows in the page', mention, TOLD],
  ['so does a direct message', direct, TOLD],
  ['when nobody looks, the desktop says it', { ...mention, ...away }, { ...SOUND, desktop: true }],
  ['but only where that was switched on', { ...away, desktop: false }, SOUND],
  ['one’s own message never', { message: { ...plain.message, actorId: ALICE } }, null],
  ['nor that of someone blocked', { ...mention, blocked: [BOB] }, null],
  ['nor one in the room that is being looked at', { ...mention, watched: true }, null],
  ['nor one that was read elsewhere already', { message: { ...plain.message, seq: 3 } }, null],
  ['do not disturb means it', { ...mention, ...settings({ dnd: true }) }, null],
  [
    'neither sound nor note in quiet hours',
    { ...mention, ...settings({ dndHours: { from: '11:00', to: '13:00', timeZone: 'UTC' } }) },
    null,
  ],
  ['an answer to one’s own message is meant', { answers: true, ...settings({ notify: 'mentions' }) }, TOLD],
  ['a muted room says nothing, not even a mention', { ...mention, ...room({ muted: true }) }, null],
  ['only mentions: no other message', settings({ notify: 'mentions' }), null],
  ['only mentions: a mention', { ...mention, ...settings({ notify: 'mentions' }) }, TOLD],
  ['only mentions: a direct message is one', { ...direct, ...settings({ notify: 'mentions' }) }, TOLD],
  ['nothing means nothing', { ...mention, ...settings({ notify: 'none' }) }, null],
  ['a room may ask for more', { ...room({ notify: 'all' }), ...settings({ notify: 'none' }) }, SOUND],
  ['and for less', { ...mention, ...room({ notify: 'none' }) }, null],
  ['or for mentions alone', room({ notify: 'mentions' }), null],
  ['without sound it still shows', { ...mention, ...settings({ sound: false }) }, { ...TOLD, sound: false }],
])('%s', (_, changes, expected) => {
  expect(alertOf({ ...plain, ...changes })).toEqual(expected)
})
