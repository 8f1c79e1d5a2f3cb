import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { createBoard } from './board'
import type { Upload } from './upload'
import type { UploadsState } from './uploads'

const file: Upload = {
  ...{ localId: 'f', roomId: 'room', threadOf: null, name: 'a.txt', type: 'text/plain', size: 1 },
  ...{ width: null, height: null, addedAt: 0, state: 'waiting', uploadId: null, attachment: null },
  ...{ trouble: null, settledAt: 0, bound: null },
}
const bytes = new Blob(['a'])

type Channel = Pick<BroadcastChannel, 'postMessage' | 'onmessage'>
let tabs: Channel[]
let keeps: boolean
let told: number
beforeEach(() => {
  tabs = []
  keeps = true
  told = 0
})

/** One of several tabs, which hear each other at once. */
function openTab() {
  const store = createStore<UploadsState>(() => ({ files: [], refused: [], progress: {}, pictures: {} }))
  const channel: Channel = {
    onmessage: null,
    postMessage: (data: unknown) => {
      for (const tab of tabs)
        if (tab !== channel) tab.onmessage?.call(tab as BroadcastChannel, { data } as MessageEvent)
    },
  }
  tabs.push(channel)
  const answer = <T>(value: T) => (keeps ? Promise.resolve(value) : Promise.reject(new Error('full')))
  const key = ['alice', 'f']
  const storage = {
    add: () => answer<IDBValidKey>(key),
    patch: () => answer(undefined),
    remove: () => answer(undefined),
    file: () => answer<Blob | null>(null),
  }
  const board = createBoard({ store, storage, channel, onNotKept: () => told++ })
  return { board, files: () => store.getState().files, progress: () => store.getState().progress }
}

describe('files on their way', () => {
  it('are the same in all tabs, whichever tab does what to them', async () => {
    const [one, two] = [openTab(), openTab()]
    one.board.add(file, bytes)
    await vi.waitFor(() => expect(two.files()).toEqual([file]))
    const bound = { clientId: 'm', at: 1 }
    two.board.patch('f', { bound })
    one.board.patch('f', { state: 'sending', uploadId: 'u' })
    one.board.advance('f', 0.5)
    const expected = [{ ...file, bound, state: 'sending', uploadId: 'u' }]
    expect([one.files(), two.files()]).toEqual([expected, expected])
    expect(two.progress()).toEqual({ f: 0.5 })
    two.board.drop('f')
    expect(one.files()).toEqual([])
  })

  it('last as long as the page where the device has no room, and their owner is told', async () => {
    keeps = false
    const { board, files } = openTab()
    board.add(file, bytes)
    await vi.waitFor(() => expect(told).toBe(1))
    board.patch('f', { state: 'sending' })
    expect(files()).toMatchObject([{ state: 'sending' }])
    expect(await board.file('f')).toBe(bytes)
    expect(await board.file('other')).toBeNull()
  })
})
