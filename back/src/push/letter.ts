import { createHash } from 'node:crypto'
import { excerpt, type PushPayload } from '@papo/contract'
import type { Delivery } from './delivery.store.js'

/** Later than this nobody wants to be told any more. */
const KEPT_SECONDS = 24 * 3_600
const TOPIC_CHARS = 32
const ICON = '/icons/icon-192.png'
const FILE_NAME_MAX = 80

type Place = { roomId: string; seq: number; unread: number }

/** How much longer a message is news. */
export function secondsLeft(at: Date, now: Date): number {
  return Math.max(0, Math.floor(KEPT_SECONDS - (now.getTime() - at.getTime()) / 1_000))
}

/** What a device shows of a message. Words that depend on its language are the device's. */
export function payloadOf(delivery: Delivery, { roomId, seq, unread }: Place): PushPayload {
  const { body, attachments, at, roomKind, roomName, sender } = delivery
  const files = attachments ?? []
  const other = files.find(({ type }) => !type.startsWith('image/'))
  return {
    type: 'message',
    ...{ roomId, seq, unread },
    tag: `${roomId}:${seq}`,
    title: roomKind === 'direct' ? sender : `${sender} · ${roomName}`,
    body: excerpt(body) || (other?.name ?? '').slice(0, FILE_NAME_MAX),
    photos: files.filter(({ type }) => type.startsWith('image/')).length,
    at: at.toISOString(),
    url: `/#/rooms/${roomId}/${seq}`,
    icon: ICON,
  }
}

/** Names a message to push services, and says nothing about it. */
export function topicOf(roomId: string, seq: number): string {
  return createHash('sha256').update(`${roomId}:${seq}`).digest('base64url').slice(0, TOPIC_CHARS)
}
