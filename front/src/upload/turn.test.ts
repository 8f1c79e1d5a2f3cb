import { beforeEach, describe, expect, it, vi } from 'vitest'
import { memoryStorage } from '../stored'
import { createTurn } from './turn'

const never = new AbortController().signal
let storage: Storage
beforeEach(() => {
  storage = memoryStorage()
  vi.stubGlobal('addEventListener', () => undefined)
  vi.stubGlobal('removeEventListener', () => undefined)
  vi.useFakeTimers()
  return () => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  }
})
const tab = () => createTurn({ locks: undefined, storage })
/** A task that lasts so long, and says so. */
const task = (name: string, lastsMs: number, log: string[]) => async () => {
  log.push(`${name} begins`)
  await new Promise((resolve) => setTimeout(resolve, lastsMs))
  log.push(`${name} ends`)
}

describe('where the browser has no locks, a file', () => {
  it('is sent by one tab after the other, however long that takes', async () => {
    const log: string[] = []
    void tab()('file', never, task('a', 60_000, log))
    await vi.advanceTimersByTimeAsync(200)
    void tab()('file', never, task('b', 10, log))
    await vi.advanceTimersByTimeAsync(70_000)
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  })

  it('is sent by one of two tabs that come at the same moment', async () => {
    const log: string[] = []
    void tab()('file', never, task('a', 1_000, log))
    void tab()('file', never, task('b', 1_000, log))
    await vi.advanceTimersByTimeAsync(20_000)
    expect(log).toHaveLength(4)
    expect(log[0]?.[0]).toBe(log[1]?.[0])
  })

  it('goes on when the tab that sent it has gone without a word', async () => {
    const log: string[] = []
    storage.setItem('papo:turn:file', `gone ${Date.now() + 6_000}`)
    void tab()('file', never, task('b', 10, log))
    await vi.advanceTimersByTimeAsync(5_000)
    expect(log).toEqual([])
    await vi.advanceTimersByTimeAsync(5_000)
    expect(log).toEqual(['b begins', 'b ends'])
  })

  it('does not wait for others', async () => {
    const log: string[] = []
    const turn = tab()
    void turn('one', never, task('a', 60_000, log))
    void turn('two', never, task('b', 10, log))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(log).toContain('b ends')
  })

  it('that was given up while it waited is not sent', async () => {
    const log: string[] = []
    const call = new AbortController()
    storage.setItem('papo:turn:file', `other ${Date.now() + 6_000}`)
    void tab()('file', call.signal, task('b', 10, log))
    call.abort()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(log).toEqual([])
  })
})
