import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Frame, FRAME_LIMITS, FrameError, writeFrame } from './frame.js'
import { FrameReader } from './frame.reader.js'

const all = (reader: FrameReader, ...chunks: (string | Buffer)[]): Frame[] =>
  chunks.flatMap((chunk) => [...reader.read(Buffer.from(chunk))])
const read = (...chunks: (string | Buffer)[]) => all(new FrameReader(), ...chunks)
const plainly = ({ command, headers, body }: Frame) => ({
  command,
  headers: Object.fromEntries(headers),
  body: body.toString(),
})

test('a frame is a command, headers and a body up to the NUL', () => {
  expect(read('SEND\ndestination:/app/x\n\nhello\0').map(plainly)).toEqual([
    { command: 'SEND', headers: { destination: '/app/x' }, body: 'hello' },
  ])
})

test('lines may end in CRLF, and ends of lines between frames are heart-beats', () => {
  const frames = read('\n\r\nSUBSCRIBE\r\nid:1\r\ndestination:/a\r\n\r\n\0\n\nDISCONNECT\n\n\0\n')
  expect(frames.map(({ command }) => command)).toEqual(['SUBSCRIBE', 'DISCONNECT'])
  expect(frames[0]?.headers.get('destination')).toBe('/a')
})

test('of repeated headers the first one counts', () => {
  expect(read('SEND\nfoo:one\nfoo:two\n\n\0')[0]?.headers.get('foo')).toBe('one')
})

test('headers are unescaped, but for those of CONNECT and of version 1.0', () => {
  expect(read('SEND\na\\cb:c\\nd\\r\\\\\\c:e\n\n\0')[0]?.headers.get('a:b')).toBe('c\nd\r\\::e')
  expect(read('CONNECT\na:\\c\n\n\0')[0]?.headers.get('a')).toBe('\\c')
  const reader = new FrameReader()
  reader.plain = true
  expect(all(reader, 'SEND\na:\\t\n\n\0')[0]?.headers.get('a')).toBe('\\t')
})

test('content-length counts bytes, so a body may hold NULs and any letters', () => {
  expect(
    read('SEND\ncontent-length:6\n\na\0é😀'.slice(0, -2), Buffer.from('bc\0')).map(plainly)[0]?.body,
  ).toBe('a\0ébc')
})

test.each([
  ['an unknown escape', 'SEND\na:b\\t\n\n\0', 'unknown escape'],
  ['an escape at the end', 'SEND\na:b\\\n\n\0', 'unknown escape'],
  ['a header without a colon', 'SEND\nabc\n\n\0', 'no name or no value'],
  ['a header without a name', 'SEND\n:abc\n\n\0', 'no name or no value'],
  ['a NUL among the headers', 'SEND\na:b\0c\n\n\0', 'within its headers'],
  ['what is no command', 'GET / HTTP/1.1\nhost:x\n\n\0', 'no such command'],
  ['a body where none belongs', 'SUBSCRIBE\nid:1\n\nbody\0', 'has no body'],
  ['a content-length that is too short', 'SEND\ncontent-length:1\n\nab\0', 'longer than content-length'],
  ['a content-length that is no number', 'SEND\ncontent-length:-1\n\n\0', 'no number'],
  ['a content-length beyond the bound', 'SEND\ncontent-length:999999999\n\n', 'too large'],
  ['a body without end', `SEND\n\n${'x'.repeat(FRAME_LIMITS.bodyBytes + 1)}`, 'too large'],
  [
    'a body beyond the bound, with its NUL',
    `SEND\n\n${'x'.repeat(FRAME_LIMITS.bodyBytes + 1)}\0`,
    'too large',
  ],
  ['headers without end', `SEND\na:${'x'.repeat(FRAME_LIMITS.headBytes)}`, 'headers are too large'],
  ['a first line without end', 'X'.repeat(FRAME_LIMITS.headBytes + 1), 'headers are too large'],
  [
    'headers beyond the bound, with their end',
    `SEND\na:${'x'.repeat(FRAME_LIMITS.headBytes)}\n\n\0`,
    'too large',
  ],
  ['a flood of headers', `SEND\n${'a:b\n'.repeat(FRAME_LIMITS.headers + 1)}\n\0`, 'too many headers'],
])('%s is no frame', (_, text, message) => {
  expect(() => read(text)).toThrow(FrameError)
  expect(() => read(text)).toThrow(message)
})

test('headers that are not UTF-8 are no frame', () => {
  expect(() => read(Buffer.from('SEND\na:\xff\n\n\0', 'latin1'))).toThrow('not UTF-8')
})

test('the frames before a broken one are read', () => {
  const frames: Frame[] = []
  expect(() => {
    for (const frame of new FrameReader().read(Buffer.from('SEND\n\nfine\0?\n\n\0'))) frames.push(frame)
  }).toThrow(FrameError)
  expect(frames.map((frame) => frame.body.toString())).toEqual(['fine'])
})

const header = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 20 })
  .filter((text) => !text.includes('\0'))
const frame = fc.record({
  headers: fc.dictionary(
    header.filter((name) => name !== 'content-length'),
    header,
    { maxKeys: 8, noNullPrototype: true },
  ),
  body: fc.string({ unit: 'binary', maxLength: 200 }),
})
/** Cuts bytes at places that depend on the numbers. */
function cut(bytes: Buffer, sizes: number[]): Buffer[] {
  const chunks: Buffer[] = []
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const size = sizes[n % sizes.length] ?? 1
    chunks.push(Buffer.from(bytes.subarray(at, at + size)))
    at += size
  }
  return chunks
}

test('what is written is read again, wherever the stream is cut', () => {
  fc.assert(
    fc.property(
      fc.array(frame, { maxLength: 5 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
      (frames, sizes) => {
        const written = frames.map(({ headers, body }) => writeFrame('SEND', headers, { body }))
        const reader = new FrameReader()
        const got = cut(Buffer.from(written.join('\n')), sizes).flatMap((chunk) => [...reader.read(chunk)])
        expect(got.map(({ body }) => body.toString())).toEqual(frames.map(({ body }) => body))
        got.forEach(({ headers }, i) => {
          for (const [name, value] of Object.entries(frames[i]?.headers ?? {}))
            expect(headers.get(name)).toBe(value)
        })
      },
    ),
    { numRuns: 300 },
  )
})

test('any bytes are frames or a FrameError, never anything else, and never without bound', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (chunks) => {
      const reader = new FrameReader()
      try {
        for (const chunk of chunks)
          for (const { command } of reader.read(Buffer.from(chunk))) expect(command).toMatch(/^[A-Z]+$/)
      } catch (error) {
        expect(error).toBeInstanceOf(FrameError)
      }
    }),
    { numRuns: 500 },
  )
})
