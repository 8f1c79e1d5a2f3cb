import { createHash } from 'node:crypto'
import { type Attachment, excerpt, type PushPayload } from '@papo/contract'
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
  const words = excerpt(body)
  const files = words === '' ? filesIn(attachments ?? []) : undefined
  return {
    type: 'message',
    ...{ roomId, seq, unread },
    tag: `${roomId}:${seq}`,
    title: roomKind === 'direct' ? sender : `${sender} · ${roomName}`,
    body: words || (files?.name ?? ''),
    ...(files && { files: { kind: files.kind, count: files.count } }),
    at: at.toISOString(),
    url: `/#/rooms/${roomId}/${seq}`,
    icon: ICON,
  }
}

const KINDS = { picture: 'image/', video: 'video/', audio: 'audio/' } as const

/** Only one that is of no common kind says more by its name. */
function filesIn(files: readonly Attachment[]) {
  const [first, ...others] = files
  if (!first) return undefined
  const kinds = Object.entries(KINDS) as [keyof typeof KINDS, string][]
  const shared = kinds.find(([, prefix]) => files.every(({ type }) => type.startsWith(prefix)))?.[0]
  const name = shared || others.length > 0 ? '' : first.name.slice(0, FILE_NAME_MAX)
  return { kind: shared ?? ('other' as const), count: files.length, name }
}

/** Names a message to push services, and says nothing about it. */
export function topicOf(roomId: string, seq: number): string {
  return createHash('sha256').update(`${roomId}:${seq}`).digest('base64url').slice(0, TOPIC_CHARS)
}
