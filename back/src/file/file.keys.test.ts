import { expect, test } from 'vitest'
import { isOurs, newKey, newUploadKey, thumbnailKey } from './file.keys.js'

test('what we make is known as ours', () => {
  for (const key of [newUploadKey(), newKey(), thumbnailKey(newKey(), 480)]) expect(isOurs(key)).toBe(true)
})

test.each([
  'files/report.pdf',
  'files/report/original',
  'files/2024/1',
  'up/2024',
  'up/My file',
  'backup/up/1',
  '',
])('what others keep in the bucket is not: %s', (key) => {
  expect(isOurs(key)).toBe(false)
})
