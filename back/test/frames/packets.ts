import { COMMANDS } from '@papo/contract'
import fc, { type Arbitrary } from 'fast-check'
import { anyJson, brokenJson } from './values.js'

/** Frames that belong together: text, or bytes. Each is one WebSocket message. */
export type Frames = (string | Buffer)[]

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array))
const names = fc.oneof(
  fc.constantFrom(...COMMANDS),
  fc.constantFrom('connect', 'disconnect', 'error', 'newListener', '__proto__', 'ready', 'room:events', ''),
  fc.string({ maxLength: 20 }),
)
const namespaces = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  fc.constantFrom('/,', '/', '/admin,', '/__proto__,', '/constructor,', '/?token=x,', '//,', '/a b,', ','),
  fc.integer({ min: 1, max: 5_000 }).map((length) => `/${'n'.repeat(length)},`),
)
const ackIds = fc.oneof(
  { weight: 4, arbitrary: fc.nat(999).map(String) },
  fc.constantFrom('', '-1', '0x1', '1e3', '1.5', '00', '99999999999999999999', '٣'),
)
const event = fc.tuple(names, anyJson).map(([name, json]) => `[${JSON.stringify(name)},${json}]`)
const data = fc.oneof(
  { weight: 4, arbitrary: event },
  { weight: 2, arbitrary: anyJson },
  { weight: 2, arbitrary: brokenJson },
  fc.constantFrom('', '[]', '{}', '[0]', '[null]', '[{}]', '[["message:send"]]', '["message:send"]'),
  fc.constantFrom(
    '{"token":1}',
    '{"token":{"a":1}}',
    '{"token":"x.y.z"}',
    '{"__proto__":{"token":"x"}}',
    '{"sid":"x","pid":"y"}',
  ),
)

/** Socket.IO packets with every part right or wrong by itself. */
const texts: Arbitrary<Frames> = fc
  .tuple(fc.constantFrom('0', '1', '2', '2', '2', '3', '4', '7', '-', 'x', ''), namespaces, ackIds, data)
  .map(([type, namespace, ackId, json]) => [`4${type}${namespace}${ackId}${json}`])

const counts = fc.constantFrom(
  '1-',
  '1-',
  '2-',
  '3-',
  '10-',
  '0-',
  '-1-',
  '11-',
  '1e9-',
  '1.5-',
  '99999999999-',
  '-',
  '',
)
const places = fc.constantFrom(
  '0',
  '0',
  '1',
  '-1',
  '1.5',
  '"0"',
  '"splice"',
  '"__proto__"',
  'null',
  '1e9',
  '{}',
)

/** Events that announce attachments, with as many, fewer or more of them. */
const binaries: Arbitrary<Frames> = fc
  .tuple(
    fc.constantFrom('5', '5', '6'),
    counts,
    namespaces,
    ackIds,
    names,
    places,
    fc.array(fc.oneof({ weight: 9, arbitrary: bytes }, fc.constant(Buffer.alloc(60_000))), { maxLength: 3 }),
    // The same bytes may be named as often as a frame has space.
    fc.constantFrom(1, 1, 1, 1, 2_000),
  )
  .map(([type, count, namespace, ackId, name, place, attachments, times]) => {
    const named = Array<string>(times).fill(`{"_placeholder":true,"num":${place}}`)
    const json = `[${JSON.stringify(name)},{"roomId":[${named.join(',')}]}]`
    return [`4${type}${count}${namespace}${ackId}${json}`, ...attachments]
  })

export const socketPackets: Arbitrary<Frames> = fc.oneof({ weight: 3, arbitrary: texts }, binaries)

/** Engine.IO packets: what is no message, has the wrong type, size or encoding. */
export const enginePackets: Arbitrary<Frames> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom('0', '1', '2', '3', '5', '6', '7', '9'), brokenJson)
      .map(([type, rest]) => [type + rest]),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('', '2', '3', '3', '6', '2probe', '3probe', '5', 'b', 'bAAAA', 'b4', 'b~~~', '0{}')
      .map((text) => [text]),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }).map((text) => [text]) },
  { weight: 2, arbitrary: bytes.map((one) => [one]) },
  { weight: 1, arbitrary: fc.constantFrom(65_535, 65_537, 70_000).map((size) => ['4'.repeat(size)]) },
)

const SEPARATOR = '\x1e'
/** Bodies of a polling POST: packets between separators, separators alone, and what is neither. */
export const pollingBodies: Arbitrary<string> = fc
  .tuple(
    fc.array(fc.oneof(texts, enginePackets), { minLength: 1, maxLength: 6 }),
    fc.constantFrom(SEPARATOR, SEPARATOR, SEPARATOR.repeat(3), '\n', ''),
  )
  .map(([packets, between]) =>
    packets
      .flat()
      .map((frame) => (typeof frame === 'string' ? frame : `b${frame.toString('base64')}`))
      .join(between)
      .slice(0, 70_000),
  )

/** Bytes where WebSocket frames are expected: wrong opcodes, lengths, masks, fragments and reserved bits. */
export const rawBytes: Arbitrary<Buffer> = fc
  .tuple(
    fc.constantFrom(0x80, 0x81, 0x82, 0x83, 0x88, 0x89, 0x8a, 0x8b, 0xc1, 0xf1, 0x01, 0x00, 0xff),
    fc.constantFrom(0x00, 0x05, 0x80, 0x85, 0xfd, 0xfe, 0xff, 0x7f),
    bytes,
  )
  .map(([first, second, rest]) => Buffer.concat([Buffer.from([first, second]), rest]))
