import type { Attachment, RoomEvent } from '@papo/contract'
import { expect, test } from 'vitest'
import { follow } from './room-files'

const base = { roomId: 'room', epoch: 1, ordinal: 1, at: '2026-05-20T12:00:00Z', actorId: 'ana' }
const file = (fileId: string, type: string): Attachment => ({ fileId, name: fileId, type, size: 1 })
const sent = (seq: number, ...attachments: Attachment[]): RoomEvent => ({
  ...{ ...base, seq, type: 'message.sent' },
  data: { body: '', attachments },
})
const deleted = (seq: number, target: number): RoomEvent => ({
  ...{ ...base, seq, type: 'message.deleted' },
  data: { target },
})

test('new files of the kind come first, once', () => {
  const events = [sent(1, file('a', 'image/png'), file('b', 'text/plain')), sent(2, file('c', 'video/mp4'))]
  const media = follow([], events, 'media')
  expect(media.map(({ attachment }) => attachment.fileId)).toEqual(['c', 'a'])
  expect(follow([], events, 'other').map(({ attachment }) => attachment.fileId)).toEqual(['b'])
  expect(follow(media, events, 'media')).toBe(media)
})

test('the files of a deleted message are gone, and other events change nothing', () => {
  const files = follow([], [sent(1, file('a', 'image/png')), sent(2, file('b', 'image/png'))], 'media')
  expect(follow(files, [deleted(3, 1)], 'media').map(({ seq }) => seq)).toEqual([2])
  expect(follow(files, [deleted(3, 9)], 'media')).toBe(files)
})
