import type { Attachment } from '@papo/contract'
import { expect, test } from 'vitest'
import type { Text } from '../preferences'
import { en, ptBr } from '../i18n/files'
import { addTexts, translate } from '../i18n/translate'
import { thumbnailSet } from './address'
import { boxOf, gridOf } from './box'
import { formatBytes } from './bytes'
import { isPicture, kindOf } from './kind'
import { lineOf } from './words'

addTexts({ en, ptBr })
const t: Text = (key, params) => translate('en', key, params)
const file = (type: string, more: Partial<Attachment> = {}): Attachment => ({
  fileId: '0197a000-0000-7000-8000-000000000001',
  name: 'plan.bin',
  type,
  size: 10,
  ...more,
})
const picture = (width: number, height: number) => file('image/png', { width, height })

test('a picture is one only if its size is known', () => {
  expect(kindOf(picture(10, 10))).toBe('picture')
  expect(kindOf(file('image/svg+xml'))).toBe('other')
  expect([file('video/mp4'), file('audio/mpeg'), file('application/pdf')].map(kindOf)).toEqual([
    'video',
    'audio',
    'other',
  ])
})

test('the box of a picture has its proportion, and is never enlarged', () => {
  expect(boxOf({ width: 4_000, height: 3_000 })).toEqual({ width: 420, height: 315 })
  expect(boxOf({ width: 1_000, height: 4_000 })).toEqual({ width: 90, height: 360 })
  expect(boxOf({ width: 200, height: 100 })).toEqual({ width: 200, height: 100 })
  expect(boxOf({ width: 10_000, height: 100 })).toEqual({ width: 420, height: 44 })
})

test('no picture of a grid stands alone in its row', () => {
  for (let count = 2; count <= 10; count++) {
    const rows = gridOf(count)
    expect(rows.reduce((sum, one) => sum + one, 0)).toBe(count)
    expect(rows.every((one) => one === 2 || one === 3)).toBe(true)
  }
  expect([gridOf(2), gridOf(4), gridOf(7)]).toEqual([[2], [2, 2], [2, 2, 3]])
})

test('of the sizes of a picture those larger than itself are left out', () => {
  const set = (width: number) => {
    const one = picture(width, 10)
    return isPicture(one) ? thumbnailSet(one).replaceAll(/\S+width=/g, '') : ''
  }
  expect(set(2_000)).toBe('96 96w, 480 480w, 1280 1280w')
  expect(set(480)).toBe('96 96w, 480 480w')
  expect(set(300)).toBe('96 96w, 480 300w')
  expect(set(50)).toBe('96 50w')
})

test('a message without words is named after its files', () => {
  const line = (body: string, ...attachments: Attachment[]) => lineOf({ body, attachments }, t)
  expect(line('**See**', picture(1, 1))).toBe('See')
  expect(line('', picture(1, 1))).toBe('Picture')
  expect(line('', picture(1, 1), picture(1, 1))).toBe('2 pictures')
  expect(line('', picture(1, 1), file('video/mp4'))).toBe('2 files')
  expect(line('', file('application/zip', { name: 'all.zip' }))).toBe('all.zip')
  expect(lineOf({ body: '' }, t)).toBe('')
})

test('sizes are told in the unit that suits, in the reader’s language', () => {
  const sizes = [0, 1_000, 8_600_000, 104_857_600, 5_368_709_120, 7e15]
  expect(sizes.map((bytes) => formatBytes(bytes, 'en'))).toEqual([
    '0 kB',
    '1 kB',
    '8.2 MB',
    '100 MB',
    '5 GB',
    '6,366 TB',
  ])
  expect(formatBytes(8_600_000, 'pt-BR')).toBe('8,2 MB')
})
