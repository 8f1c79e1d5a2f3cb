import type { JoinedRoom, Message, RoomEvent, RoomPreferences, Self } from '@papo/contract'
import { DEFAULT_SETTINGS } from '@papo/contract/names'
import { changeMessage, messageOf, targetOf } from './message'
import type { Page } from './span'

export const ROOM = '01890000-0000-7000-8000-000000000001'
export const ALICE = '01890000-0000-7000-8000-00000000000a'
export const BOB = '01890000-0000-7000-8000-00000000000b'

const PEOPLE = [BOB, ALICE, '01890000-0000-7000-8000-00000000000c', '01890000-0000-7000-8000-00000000000d']

/** What happens next in a room; `pick` chooses the message that it happens to. */
export type Step = {
  kind: 'send' | 'answer' | 'edit' | 'delete' | 'react' | 'unreact' | 'pin' | 'join'
  pick: number
}

export function sentEvent(seq: number, changes: Partial<RoomEvent> = {}): RoomEvent {
  const clientId = `01890000-0000-7000-8000-${seq.toString(16).padStart(12, '0')}`
  const base = { roomId: ROOM, epoch: 1, seq, ordinal: seq, at: timeOf(seq), actorId: ALICE, clientId }
  return { ...base, type: 'message.sent', data: { body: `m${seq}` }, ...changes } as RoomEvent
}

/** A whole log, numbered from 1, made of these steps. */
export function logOf(steps: readonly Step[], epoch = 1): RoomEvent[] {
  const sent: number[] = []
  const roots: number[] = []
  return steps.map((step, index) => {
    const seq = index + 1
    const among = step.kind === 'answer' ? roots : sent
    const target = among.length > 0 ? among[step.pick % among.length] : undefined
    if (step.kind === 'send') roots.push(seq)
    if (step.kind === 'send' || (step.kind === 'answer' && target)) sent.push(seq)
    const place = { epoch, ordinal: sent.length, actorId: PEOPLE[step.pick % PEOPLE.length] ?? ALICE }
    return sentEvent(seq, { ...place, ...factOf(step, target, seq) })
  })
}

/** What the server would answer: all events up to `head` applied, the last `limit` messages before `before`. */
export function pageOf(log: readonly RoomEvent[], head: number, range: Range = {}): Page {
  const all = messagesAt(log, head)
  const { before = Infinity, after = 0, limit = 5 } = range
  const inside = all.filter((m) => m.seq < before && m.seq > after)
  const messages = range.after === undefined ? inside.slice(-limit) : inside.slice(0, limit)
  const first = messages[0]?.seq ?? before
  const last = messages.at(-1)?.seq ?? after
  return {
    messages,
    hasBefore: all.some((m) => m.seq < first),
    hasAfter: all.some((m) => m.seq > last),
    epoch: log[0]?.epoch ?? 1,
    head,
  }
}
type Range = { before?: number; after?: number; limit?: number }

export function messagesAt(log: readonly RoomEvent[], head: number): Message[] {
  const messages = new Map<number, Message>()
  for (const event of log.filter((e) => e.seq <= head)) {
    const target = messages.get(targetOf(event) ?? -1)
    if (target) messages.set(target.seq, changeMessage(target, event))
    if (event.type === 'message.sent') messages.set(event.seq, messageOf(event))
  }
  return [...messages.values()]
}

function factOf(step: Step, target: number | undefined, seq: number): object {
  if (step.kind === 'send') return {}
  if (step.kind === 'join' || target === undefined)
    return { type: 'member.joined', data: { userId: BOB, role: 'member' } }
  const emoji = step.pick % 3 ? '👍' : '🎉'
  const facts = {
    answer: { data: { body: `m${seq}`, threadOf: target } },
    edit: { type: 'message.edited', data: { target, body: `edited by ${seq}` } },
    delete: { type: 'message.deleted', data: { target } },
    react: { type: 'reaction.added', data: { target, emoji } },
    unreact: { type: 'reaction.removed', data: { target, emoji } },
    pin: { type: step.pick % 2 ? 'message.pinned' : 'message.unpinned', data: { target } },
  }
  return facts[step.kind]
}

const timeOf = (seq: number) => new Date(Date.UTC(2026, 0, 1) + seq * 1000).toISOString()

/** Someone whose settings nobody touched. */
export const selfOf = (id: string): Self => ({
  ...{ id, username: id, displayName: id, role: 'member', email: '' },
  settings: DEFAULT_SETTINGS,
})
export const PREFERENCES: RoomPreferences = { pinned: false, muted: false, notify: 'default' }

/** A room of two in which nobody has said anything. */
export const joinedRoom = (changes: Partial<JoinedRoom> = {}): JoinedRoom => ({
  ...{
    id: ROOM,
    kind: 'public',
    name: 'Parrots',
    topic: '',
    isDefault: false,
    previews: true,
    memberCount: 2,
  },
  ...{ createdAt: timeOf(0), epoch: 1, head: 0, persisted: 0, ordinal: 0, readSeq: 0, readOrdinal: 0 },
  ...{ unread: 0, mentions: 0, role: 'member', preferences: PREFERENCES },
  ...changes,
})
