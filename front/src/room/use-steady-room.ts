import type { JoinedRoom } from '@papo/contract'
import { useState } from 'react'

/** What moves with single messages; what stands around them shows none of it. */
const MOVING = new Set<keyof JoinedRoom>([
  'epoch',
  'head',
  'persisted',
  'ordinal',
  'readSeq',
  'readOrdinal',
  'unread',
  'mentions',
  'lastMessage',
])

/** The room, and the same object until more of it changes than what `MOVING` names: then all need to be drawn again. */
export function useSteadyRoom(room: JoinedRoom): JoinedRoom {
  const [steady, setSteady] = useState(room)
  const current = isSteady(steady, room) ? steady : room
  if (current !== steady) setSteady(current)
  return current
}

function isSteady(before: JoinedRoom, after: JoinedRoom): boolean {
  if (before === after) return true
  const names = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof JoinedRoom>
  return [...names].every((name) => MOVING.has(name) || before[name] === after[name])
}
