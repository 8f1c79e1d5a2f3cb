import type { Attachment, Upload } from '@papo/contract'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ChatError } from '../chat-error'
import { carry, type Way } from './carry'

const attachment: Attachment = { fileId: 'u', name: 'a.bin', type: 'application/octet-stream', size: 10 }
const target = (...numbers: number[]) => ({
  ...{ method: 'PUT' as const, headers: {}, partBytes: 4 },
  parts: numbers.map((number) => ({ number, url: `/part/${number}` })),
})
const error = (code: ChatError['code'], retryable = false, retryAfterMs?: number) =>
  new ChatError({ code, message: '', retryable, ...(retryAfterMs !== undefined && { retryAfterMs }) })

let log: string[]
let call: AbortController
let heard: (Upload | null)[]
beforeEach(() => {
  log = []
  call = new AbortController()
  heard = []
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

/** A server that does as it should, except where a test says otherwise. */
function way(changes: Partial<Way['api']> = {}, put?: (url: string) => Promise<void>): Way {
  const note = <T>(word: string, answer: T): Promise<T> => {
    log.push(word)
    return Promise.resolve(answer)
  }
  return {
    api: {
      create: () => note('create', { uploadId: 'u', ...target(1, 2, 3) }),
      look: () => note('look', { uploadId: 'u', state: 'clean', attachment }),
      complete: () => note('complete', { uploadId: 'u', state: 'checking' }),
      storage: () => note('storage', { usedBytes: 0, quotaBytes: 100, fileBytesMax: 50 }),
      ...changes,
    },
    put: async ({ url, body, onProgress }) => {
      await put?.(url)
      log.push(`${url} ${body.size}`)
      onProgress(body.size)
    },
    signal: call.signal,
    online: () => Promise.resolve(),
    heard: () => Promise.resolve(heard.shift() ?? null),
    onUploadId: (id) => log.push(`id ${id}`),
    onProgress: () => undefined,
    onSent: () => undefined,
  }
}
const job = (uploadId: string | null = null) => ({
  file: new Blob(['0123456789']),
  wish: { roomId: 'r', name: 'a.bin', type: 'application/octet-stream', size: 10 },
  uploadId,
})
async function carried(of: Way, uploadId: string | null = null): Promise<unknown> {
  const end = carry(job(uploadId), of).catch((e: unknown) => e)
  await vi.advanceTimersByTimeAsync(600_000)
  return end
}

describe('a file', () => {
  it('is asked for, sent in parts, completed, and clean when the server says so', async () => {
    heard = [{ uploadId: 'u', state: 'clean', attachment }]
    expect(await carried(way())).toEqual(attachment)
    expect(log).toEqual(['create', 'id u', '/part/1 4', '/part/2 4', '/part/3 2', 'complete'])
  })

  it('is asked after where nothing is heard', async () => {
    expect(await carried(way())).toEqual(attachment)
    expect(log.at(-1)).toBe('look')
  })

  it('goes on after a reload with the parts that are missing', async () => {
    const look = vi.fn().mockResolvedValueOnce({ uploadId: 'u', state: 'pending', target: target(3) })
    heard = [{ uploadId: 'u', state: 'clean', attachment }]
    expect(await carried(way({ look }), 'u')).toEqual(attachment)
    expect(log).toEqual(['/part/3 2', 'complete'])
  })

  it('that is there already is not sent at all', async () => {
    expect(await carried(way(), 'u')).toEqual(attachment)
    expect(log).toEqual(['look'])
  })

  it('is begun anew if the server has forgotten it', async () => {
    const look = vi.fn().mockRejectedValueOnce(error('not_found'))
    heard = [{ uploadId: 'u', state: 'clean', attachment }]
    expect(await carried(way({ look }), 'old')).toEqual(attachment)
    expect(log[0]).toBe('create')
  })

  it('loses no part that arrived when another does not, and asks for fresh addresses', async () => {
    const look = vi.fn().mockResolvedValueOnce({ uploadId: 'u', state: 'pending', target: target(2, 3) })
    heard = [{ uploadId: 'u', state: 'clean', attachment }]
    let failures = 1
    const put = (url: string) =>
      url === '/part/2' && failures-- > 0 ? Promise.reject(new Error('403')) : Promise.resolve()
    expect(await carried(way({ look }, put))).toEqual(attachment)
    expect(log).toEqual(['create', 'id u', '/part/1 4', '/part/2 4', '/part/3 2', 'complete'])
  })

  it('is given up after the same failure again and again', async () => {
    const look = vi.fn().mockResolvedValue({ uploadId: 'u', state: 'pending', target: target(1) })
    expect(await carried(way({ look }, () => Promise.reject(new Error('0'))))).toMatchObject({
      trouble: 'network',
    })
    expect(look).toHaveBeenCalledTimes(5)
  })

  it('waits as long as it is told when there are too many, and that is no failure', async () => {
    let refusals = 9
    const create = () =>
      refusals-- > 0
        ? Promise.reject(error('rate_limited', true, 10_000))
        : Promise.resolve({ uploadId: 'u', ...target(1) })
    heard = [{ uploadId: 'u', state: 'clean', attachment }]
    expect(await carried(way({ create }))).toEqual(attachment)
  })

  it('is refused in words that say what is in the way', async () => {
    const create = () => Promise.reject(error('too_large'))
    expect(await carried(way({ create }))).toMatchObject({ trouble: 'quota' })
    const storage = () => Promise.resolve({ usedBytes: 0, quotaBytes: 100, fileBytesMax: 5 })
    expect(await carried(way({ create, storage }))).toMatchObject({ trouble: 'tooLarge' })
    heard = [{ uploadId: 'u', state: 'refused', reason: 'pixels' }]
    expect(await carried(way())).toMatchObject({ trouble: 'pixels' })
    expect(await carried(way({ create: () => Promise.reject(error('not_found')) }))).toMatchObject({
      trouble: 'forbidden',
    })
  })

  it('whose check never ends is let go of after some minutes', async () => {
    const look = vi.fn().mockResolvedValue({ uploadId: 'u', state: 'checking' })
    expect(await carried(way({ look }))).toMatchObject({ trouble: 'slow' })
  })

  it('that is cancelled stops where it is', async () => {
    const put = () => {
      call.abort()
      return Promise.reject(new Error('aborted'))
    }
    expect(await carried(way({}, put))).toMatchObject({ name: 'AbortError' })
    expect(log).toEqual(['create', 'id u'])
  })
})
