import type { Self } from '@papo/contract'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { memoryStorage } from '../stored'
import { createChatStore } from './chat.store'
import { createDrafts, draftRooms } from './drafts'

const KEY = 'papo:draft:alice:'
const room = { roomId: 'harbour' }
const thread = { roomId: 'harbour', threadOf: 7 }

/** Two tabs of one browser: what one writes, the other one is told. */
function tabs() {
  const storage = memoryStorage()
  const open = () => {
    const store = createChatStore({ id: 'alice' } as Self)
    const drafts = createDrafts(store, storage)
    const hear = (key: string) =>
      drafts.takeFromOtherTab({ key: KEY + key, newValue: storage.getItem(KEY + key) } as StorageEvent)
    return {
      drafts,
      hear,
      all: () => store.getState().drafts,
      rooms: () => [...draftRooms(store.getState())],
    }
  }
  return { storage, open }
}

describe('drafts', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('are kept apart by room and by thread, and survive a reload', () => {
    const { open } = tabs()
    const { drafts } = open()
    drafts.write(room, 'to all')
    drafts.write(thread, 'to few')
    expect(open().all()).toEqual({ harbour: 'to all', 'harbour:7': 'to few' })
  })

  it('leave nothing behind when they are emptied', () => {
    const { storage, open } = tabs()
    const { drafts, all } = open()
    drafts.write(room, 'a')
    drafts.write(room, '')
    expect([storage.length, all()]).toEqual([0, {}])
  })

  it('follow in another tab', () => {
    const { open } = tabs()
    const [here, there] = [open(), open()]
    here.drafts.write(room, 'written here')
    expect(there.hear('harbour')).toBe(true)
    expect(there.all()).toEqual({ harbour: 'written here' })
  })

  it('are not taken away from someone who is typing', () => {
    const { open } = tabs()
    const [here, there] = [open(), open()]
    there.drafts.write(room, 'mine')
    here.drafts.write(room, 'yours')
    there.hear('harbour')
    expect(there.all()).toEqual({ harbour: 'mine' })
    vi.advanceTimersByTime(10_000)
    there.hear('harbour')
    expect(there.all()).toEqual({ harbour: 'yours' })
  })

  it('of other people and other things are none of ours', () => {
    const { drafts } = tabs().open()
    for (const key of ['papo:draft:bob:harbour', 'papo:theme', null])
      expect(drafts.takeFromOtherTab({ key, newValue: 'x' } as StorageEvent)).toBe(false)
  })

  it('mark their rooms, unless they are blank', () => {
    const { drafts, rooms } = tabs().open()
    drafts.write(thread, 'x')
    drafts.write({ roomId: 'market' }, '  ')
    expect(rooms()).toEqual(['harbour'])
  })

  it('are gone from the device when one logs out, those of others are not', () => {
    const { storage, open } = tabs()
    const { drafts, all } = open()
    drafts.write(room, 'mine')
    drafts.write(thread, 'mine too')
    storage.setItem('papo:draft:bob:harbour', 'his')
    drafts.clear()
    expect(all()).toEqual({})
    expect(open().all()).toEqual({})
    expect(storage.getItem('papo:draft:bob:harbour')).toBe('his')
  })
})
