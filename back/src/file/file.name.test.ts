import { expect, test } from 'vitest'
import { renamed, shownName } from './file.name.js'

test.each([
  ['photo.jpg', 'photo.jpg'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Windows\\system32\\cmd.exe', 'cmd.exe'],
  ['invoice\u202egpj.exe', 'invoicegpj.exe'],
  ['a\0b\r\nc.txt', 'abc.txt'],
  ['..', 'file'],
  ['folder/', 'file'],
  ['.env', '.env'],
  ['família "férias".png', 'família "férias".png'],
])('%j is shown as %j', (said, shown) => expect(shownName(said)).toBe(shown))

test('a picture that became another kind is named for it', () => {
  expect(renamed('sea.avif', 'webp')).toBe('sea.webp')
  expect(renamed('sea', 'webp')).toBe('sea.webp')
})
