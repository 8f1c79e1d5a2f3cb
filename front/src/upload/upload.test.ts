import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OutboxItem } from '../chat/outbox'
import { LIMITS } from '@papo/contract/limits'
import { nameOf, sift, typeOf } from './choose'
import { FOLDER } from './incoming'
import { bytesOf, missingOf } from './parts'
import {
  again,
  doneWith,
  drop,
  outgoing,
  patch,
  put,
  trayOf,
  type Upload,
  type Uploads,
  verdictOn,
} from './upload'

const file = (localId: string, changes: Partial<Upload> = {}): Upload => ({
  ...{ localId, roomId: 'room', threadOf: null, name: localId, type: 'text/plain', size: 10 },
  ...{ width: null, height: null, addedAt: 0, state: 'waiting', uploadId: null, attachment: null },
  ...{ trouble: null, settledAt: 0, bound: null },
  ...changes,
})
const clean = (localId: string, settledAt = 5): Upload =>
  file(localId, {
    ...{ state: 'clean', settledAt, uploadId: `f-${localId}` },
    attachment: { fileId: `f-${localId}`, name: localId, type: 'text/plain', size: 10 },
  })
const message = (files: readonly Upload[], changes: Partial<OutboxItem> = {}): OutboxItem => ({
  ...{ clientId: 'm', roomId: 'room', body: '', queuedAt: 1, state: 'pending', attempts: 0, notBefore: 0 },
  uploads: files.map(outgoing),
  ...changes,
})

describe('files above a composer', () => {
  it('are those of its room or thread that no message has, in the order in which they were chosen', () => {
    const all = [
      file('c', { addedAt: 2 }),
      file('a', { addedAt: 1 }),
      file('t', { threadOf: 7 }),
      file('b', { bound: { clientId: 'm', at: 0 } }),
      file('x', { roomId: 'other' }),
    ].reduce<Uploads>(put, [])
    const ids = (uploads: Uploads) => uploads.map((u) => u.localId)
    expect(ids(trayOf(all, { roomId: 'room' }))).toEqual(['a', 'c'])
    expect(ids(trayOf(all, { roomId: 'room', threadOf: 7 }))).toEqual(['t'])
  })

  it('stay in order whatever is added, changed and removed', () => {
    const step = fc.record({
      what: fc.constantFrom('put', 'patch', 'drop'),
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      at: fc.nat(9),
    })
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const end = steps.reduce<Uploads>((uploads, { what, id, at }) => {
          if (what === 'put') return put(uploads, file(id, { addedAt: at }))
          return what === 'drop' ? drop(uploads, id) : patch(uploads, id, { state: 'sending' })
        }, [])
        const times = end.map((u) => u.addedAt)
        expect(times).toEqual([...times].sort((a, b) => a - b))
        expect(new Set(end.map((u) => u.localId)).size).toBe(end.length)
      }),
    )
  })
})

describe('a message with files', () => {
  it('goes when all of them are clean, with them in their order, and not before', () => {
    const state = fc.constantFrom<Upload['state'][]>('waiting', 'sending', 'checking', 'clean', 'failed')
    fc.assert(
      fc.property(fc.array(state, { minLength: 1, maxLength: 10 }), (states) => {
        const files = states.map((s, i) =>
          s === 'clean' ? clean(`${i}`) : file(`${i}`, { state: s, settledAt: 5 }),
        )
        const verdict = verdictOn(message(files), files.toReversed())
        if (states.includes('failed')) expect(verdict.kind).toBe('fail')
        else if (states.every((s) => s === 'clean'))
          expect(verdict).toEqual({ kind: 'supply', attachments: files.map((f) => f.attachment) })
        else expect(verdict).toEqual({ kind: 'wait', stale: [] })
      }),
    )
  })

  it('fails when one of them is on no device', () => {
    expect(verdictOn(message([clean('a'), file('b')]), [clean('a')]).kind).toBe('fail')
  })

  it('that is tried again has its files looked at again, clean ones too', () => {
    const files = [
      clean('a', 5),
      file('b', { state: 'failed', trouble: 'network', uploadId: 'u', settledAt: 6 }),
    ]
    const retried = message(files, { retriedAt: 9 })
    const verdict = verdictOn(retried, files)
    expect(verdict).toEqual({ kind: 'wait', stale: files })
    const anew = files.reduce<Uploads>((all, f) => patch(all, f.localId, again(f)), files)
    expect(anew.map((f) => [f.state, f.uploadId])).toEqual([
      ['waiting', 'f-a'],
      ['waiting', 'u'],
    ])
    expect(verdictOn(retried, [clean('a', 10), clean('b', 11)]).kind).toBe('supply')
  })

  it('begins anew with what the server refused', () => {
    expect(again(file('a', { state: 'failed', trouble: 'size', uploadId: 'u' })).uploadId).toBeNull()
  })
})

describe('the bytes of a file', () => {
  const bound = (at: number) => file('a', { bound: { clientId: 'm', at } })
  const gone = (files: Uploads, outbox: OutboxItem[], seen: string[], now: number) =>
    doneWith(files, outbox, { seen: new Set(seen), now }).length > 0
  it('leave the device when its message is said or given up', () => {
    expect(gone([bound(0)], [message([], { state: 'sent' })], ['m'], 1)).toBe(true)
    expect(gone([bound(0)], [], ['m'], 1)).toBe(true)
    expect(gone([bound(0)], [], [], 60_000)).toBe(true)
  })
  it('stay while it waits, has failed, or is being written in another tab', () => {
    expect(gone([bound(0)], [message([])], ['m'], 60_000)).toBe(false)
    expect(gone([bound(0)], [message([], { state: 'failed' })], ['m'], 60_000)).toBe(false)
    expect(gone([bound(0)], [], [], 1_000)).toBe(false)
    expect(gone([file('a')], [], [], 60_000)).toBe(false)
  })
})

describe('what is missing of a file', () => {
  it('is cut where the server says, without a hole and without an overlap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 700 }), (size, partBytes) => {
        const count = Math.ceil(size / partBytes)
        const parts = Array.from({ length: count }, (_, i) => ({ number: i + 1, url: `/${i + 1}` }))
        const pieces = missingOf({ method: 'PUT', headers: {}, partBytes, parts }, size)
        expect(bytesOf(pieces)).toBe(size)
        expect(pieces.map((p) => p.from)).toEqual([0, ...pieces.slice(0, -1).map((p) => p.to)])
        expect(pieces.at(-1)?.to).toBe(size)
      }),
    )
  })
  it('is all of a small one, and nothing when all parts have come', () => {
    expect(missingOf({ method: 'PUT', headers: {}, url: '/a' }, 9)).toEqual([{ url: '/a', from: 0, to: 9 }])
    expect(missingOf({ method: 'PUT', headers: {}, partBytes: 4, parts: [] }, 9)).toEqual([])
  })
})

describe('of the files that one chooses', () => {
  const storage = { usedBytes: 50, quotaBytes: 100, fileBytesMax: 40 }
  const sifted = (files: { name: string; size: number; type: string }[], inTray = 0, openBytes = 0) => {
    const { taken, refused } = sift(files, { inTray, openBytes, storage })
    return [taken.map((f) => f.name), refused.map((r) => `${r.file.name} ${r.trouble}`)]
  }
  const of = (name: string, size: number, type = 'text/plain') => ({ name, size, type })
  it('those are refused at once that could not be sent, and the others go', () => {
    expect(
      sifted([of('a', 41), of('b', 0), of('c', 0, FOLDER), of('d', 30), of('e', 21), of('f', 20)]),
    ).toEqual([
      ['d', 'f'],
      ['a tooLarge', 'b empty', 'c folder', 'e quota'],
    ])
    expect(sifted([of('a', 1), of('b', 1)], LIMITS.attachmentsMax - 1)).toEqual([['a'], ['b tooMany']])
    expect(sifted([of('a', 20)], 0, 40)).toEqual([[], ['a quota']])
  })
  it('nothing is refused for a limit that is not known', () => {
    expect(sift([of('a', 1e12)], { inTray: 0, openBytes: 0, storage: null }).taken).toHaveLength(1)
  })
  it('names are one line of what the contract takes, and keep their ending', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const given = nameOf(name)
        expect([...given].length).toBeLessThanOrEqual(LIMITS.fileNameMax)
        expect(given.trim()).toBe(given)
        expect(given).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u)
        expect(given).not.toBe('')
      }),
    )
    expect(nameOf(`${'a'.repeat(300)}.tar.gz`)).toHaveLength(LIMITS.fileNameMax)
    expect(nameOf(`${'a'.repeat(300)}.pdf`)).toMatch(/a\.pdf$/)
    expect([typeOf(''), typeOf('Image/PNG'), typeOf('a b')]).toEqual([
      'application/octet-stream',
      'image/png',
      'application/octet-stream',
    ])
  })
})
