import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Accepted, ErrorReply } from '@papo/contract'
import { ChatError } from '../chat-error'
import { memoryStorage } from '../stored'
import { type ChatStore, createChatStore } from './chat.store'
import { enqueue, retry } from './outbox'
import { type Box, createBox } from './outbox.box'
import { outboxStorage, sweepOthers } from './outbox.storage'
import { selfOf } from './log.fixture'
import { createSender } from './sender'
import type { Request } from './sync'

const self = selfOf('alice')
const place = (seq: number): Accepted => ({ epoch: 1, seq, at: '', persisted: 0 })
const refusal = (code: ErrorReply['code'], retryable: boolean, retryAfterMs?: number) =>
  new ChatError({ code, message: '', retryable, ...(retryAfterMs !== undefined && { retryAfterMs }) })

let disk: Storage
let store: ChatStore
let box: Box
let sent: string[]
let answers: (() => Promise<Accepted>)[]

/** A tab of alice's: what the server answers comes from `answers`, in turn, and else is an ack. */
function openTab(payloads: unknown[] = []) {
  store = createChatStore(self)
  store.setState({ link: { state: 'online', since: 0 } })
  box = createBox(store, outboxStorage(self.id, disk))
  box.load()
  const send = (_name: string, payload: { clientId: string }) => {
    sent.push(payload.clientId)
    payloads.push(payload)
    const answer = answers.shift()
    return answer ? answer() : Promise.resolve(place(sent.length))
  }
  return createSender({ store, box, request: send as unknown as Request })
}
const write = (...ids: string[]) =>
  ids.forEach((clientId, queuedAt) =>
    box.change((o) => enqueue(o, { clientId, roomId: 'room', body: clientId, queuedAt })),
  )
const states = () => store.getState().outbox.map((i) => `${i.clientId} ${i.state}`)

beforeEach(() => {
  disk = memoryStorage()
  sent = []
  answers = []
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

describe('the sender', () => {
  it('sends in order and waits for each ack before the next', async () => {
    let ack: (place: Accepted) => void = () => undefined
    answers = [() => new Promise((resolve) => (ack = resolve))]
    const sender = openTab()
    write('a', 'b')
    sender.drain('room')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(sent).toEqual(['a'])
    ack(place(1))
    await vi.advanceTimersByTimeAsync(0)
    expect(sent).toEqual(['a', 'b'])
    expect(states()).toEqual(['a sent', 'b sent'])
  })

  it('keeps a reply in its thread through a lost connection, a reload and a retry', async () => {
    const payloads: unknown[] = []
    answers = [
      () => Promise.reject(ChatError.unreachable('no answer')),
      () => Promise.reject(refusal('forbidden', false)),
    ]
    openTab()
    box.change((o) => enqueue(o, { clientId: 'a', roomId: 'room', body: 'a', queuedAt: 0, threadOf: 7 }))
    const sender = openTab(payloads)
    sender.drain('room')
    await vi.advanceTimersByTimeAsync(60_000)
    box.change((o) => retry(o, 'a', { clientId: 'b', now: 1 }))
    sender.drain('room')
    await vi.advanceTimersByTimeAsync(0)
    const reply = { roomId: 'room', clientId: 'a', body: 'a', threadOf: 7 }
    expect(payloads).toEqual([reply, reply, reply])
  })

  it('sends the same clientId again after no answer, before anything that follows', async () => {
    answers = [() => Promise.reject(ChatError.unreachable('no answer'))]
    const sender = openTab()
    write('a', 'b')
    sender.drain('room')
    await vi.advanceTimersByTimeAsync(2_000)
    expect(sent).toEqual(['a', 'a', 'b'])
  })

  it('does as it is told when it is too fast', async () => {
    answers = [() => Promise.reject(refusal('rate_limited', true, 60_000))]
    const sender = openTab()
    write('a')
    sender.drain('room')
    await vi.advanceTimersByTimeAsync(59_000)
    expect(sent).toEqual(['a'])
    await vi.advanceTimersByTimeAsync(3_000)
    expect(sent).toEqual(['a', 'a'])
  })

  it('goes on with the next after a refusal, and never repeats a conflict by itself', async () => {
    answers = [() => Promise.reject(refusal('conflict', false))]
    const sender = openTab()
    write('a', 'b')
    sender.drain('room')
    await vi.advanceTimersByTimeAsync(120_000)
    expect(sent).toEqual(['a', 'b'])
    expect(states()).toEqual(['a failed', 'b sent'])
  })

  it('keeps the message when the session ended meanwhile', async () => {
    answers = [() => Promise.reject(refusal('unauthenticated', false))]
    const sender = openTab()
    write('a')
    sender.drain('room')
    await vi.advanceTimersByTimeAsync(0)
    expect(states()).toEqual(['a pending'])
  })

  it('sends after a reload what was written before it', async () => {
    openTab()
    write('a', 'b')
    const sender = openTab()
    sender.drainAll()
    await vi.advanceTimersByTimeAsync(0)
    expect(sent).toEqual(['a', 'b'])
  })

  it('does not send what another tab has sent meanwhile', async () => {
    const sender = openTab()
    write('a')
    const item = outboxStorage(self.id, disk).read('a')
    if (!item) throw new Error('not on disk')
    outboxStorage(self.id, disk).save({ ...item, state: 'sent', epoch: 1, seq: 4 })
    sender.drain('room')
    await vi.advanceTimersByTimeAsync(0)
    expect(sent).toEqual([])
    expect(states()).toEqual(['a sent'])
  })
})

describe('two tabs', () => {
  it('do not send what one of them gave up', async () => {
    const sender = openTab()
    write('a')
    outboxStorage(self.id, disk).remove('a')
    sender.drain('room')
    await vi.advanceTimersByTimeAsync(0)
    expect([sent, states()]).toEqual([[], []])
  })
})

describe('an outbox on a full disk', () => {
  it('still sends, and says that it keeps nothing', async () => {
    disk.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    const sender = openTab()
    write('a')
    expect(store.getState().notice?.text).toBe('composer.storage')
    sender.drain('room')
    await vi.advanceTimersByTimeAsync(0)
    expect(sent).toEqual(['a'])
  })
})

describe('what other accounts left on the device', () => {
  it('is kept if it was never sent, and is theirs alone', () => {
    openTab()
    write('a')
    const item = outboxStorage(self.id, disk).read('a')
    if (!item) throw new Error('not on disk')
    outboxStorage(self.id, disk).save({ ...item, clientId: 'b', state: 'sent' })
    expect(sweepOthers('bob', disk)).toBe(1)
    expect(outboxStorage('bob', disk).load()).toEqual([])
    expect(
      outboxStorage(self.id, disk)
        .load()
        .map((i) => i.clientId),
    ).toEqual(['a'])
  })
})
