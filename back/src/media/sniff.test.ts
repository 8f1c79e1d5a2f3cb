import { expect, test } from 'vitest'
import { plainType, sniff, UNKNOWN_TYPE } from './sniff.js'

const GIF = Buffer.from(
  'GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;',
  'latin1',
)
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex')
const MP4 = Buffer.concat([Buffer.from('0000001c', 'hex'), Buffer.from('ftypisom\0\0\x02\0isomiso2mp41')])
const M4A = Buffer.concat([Buffer.from('0000001c', 'hex'), Buffer.from('ftypM4A \0\0\x02\0isomiso2mp41')])
const WAV = Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt '), Buffer.alloc(24)])
const PDF = Buffer.from('%PDF-1.7\n%\n1 0 obj')
const text = (what: string) => Buffer.from(what)

test('what is a picture, film or sound as it was said is taken', async () => {
  expect(await sniff(GIF, { type: 'image/gif', name: 'a.gif' })).toEqual({ type: 'image/gif', picture: true })
  expect(await sniff(JPEG, { type: 'image/jpg', name: 'a.jpg' })).toEqual({
    type: 'image/jpeg',
    picture: true,
  })
  expect(await sniff(MP4, { type: 'video/mp4', name: 'a.mp4' })).toEqual({
    type: 'video/mp4',
    picture: false,
  })
  expect(await sniff(MP4, { type: 'audio/mp4', name: 'a.m4a' })).toEqual({
    type: 'audio/mp4',
    picture: false,
  })
  expect(await sniff(M4A, { type: 'audio/x-m4a', name: 'a.m4a' })).toEqual({
    type: 'audio/mp4',
    picture: false,
  })
  expect(await sniff(WAV, { type: 'audio/x-wav', name: 'a.wav' })).toEqual({
    type: 'audio/wav',
    picture: false,
  })
})

test.each([
  ['text', text('hello'), 'image/png'],
  ['a page', text('<html><script>alert(1)</script>'), 'image/jpeg'],
  ['a document', PDF, 'video/mp4'],
  ['a film', MP4, 'image/gif'],
  ['a picture', GIF, 'audio/mpeg'],
  ['nothing', Buffer.alloc(0), 'image/png'],
])('%s that was said to be something else is not taken', async (_, head, type) => {
  expect(await sniff(head, { type, name: 'x' })).toBeUndefined()
})

test('a picture that was said to be another kind of picture is what it is', async () => {
  expect(await sniff(JPEG, { type: 'image/png', name: 'x.png' })).toEqual({
    type: 'image/jpeg',
    picture: true,
  })
})

test('anything else is what it is found to be, whatever was said', async () => {
  expect(await sniff(PDF, { type: 'application/x-what', name: 'a' })).toEqual({
    type: 'application/pdf',
    picture: false,
  })
  expect(await sniff(JPEG, { type: '', name: 'photo' })).toEqual({ type: 'image/jpeg', picture: true })
  expect(await sniff(text('a,b\n1,ü'), { type: 'text/csv', name: 'a.csv' })).toEqual({
    type: 'text/plain',
    picture: false,
  })
})

test.each([
  ['text/html', 'a.html', '<!doctype html><p>hi'],
  ['text/plain', 'a.html', 'hello'],
  ['text/plain', 'a.txt', '  <script>alert(1)</script>'],
  ['image/svg+xml', 'a.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ['application/xml', 'a.xml', '<?xml version="1.0"?><a/>'],
  ['text/xml', 'a.txt', '<?xml version="1.0"?><a/>'],
  ['application/xhtml+xml', 'a.xhtml', '<html xmlns="http://www.w3.org/1999/xhtml"/>'],
  ['text/javascript', 'a.js', 'alert(1)'],
  ['text/plain', 'a.sh', 'echo hi'],
  ['text/plain', 'a.txt', '\0\u0001binary'],
  ['application/x-made-up', 'a.xyz', 'whatever'],
])('what may act is kept as bytes alone: %s %s', async (type, name, body) => {
  expect(await sniff(text(body), { type, name })).toEqual({ type: UNKNOWN_TYPE, picture: false })
})

test('a type is written in one way, and nonsense is no type', () => {
  expect(plainType('Audio/WebM;codecs=opus')).toBe('audio/webm')
  expect(plainType('')).toBe(UNKNOWN_TYPE)
  expect(plainType('image/png\r\nX-Evil: 1')).toBe(UNKNOWN_TYPE)
  expect(plainType('a b/c')).toBe(UNKNOWN_TYPE)
})
