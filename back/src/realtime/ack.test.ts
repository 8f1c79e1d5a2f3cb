import { expect, test, vi } from 'vitest'
import { Commands, type Handlers } from './ack.js'
import type { Socket } from './channels.js'

type Listener = (name: string, ...args: unknown[]) => void

/** A socket that only keeps who listens to it. */
function fakeSocket(id: string) {
  const listeners: Listener[] = []
  const data = { userId: `user of ${id}`, sessionId: 's', address: 'a' }
  const socket = { id, data, onAny: (listener: Listener) => listeners.push(listener) }
  const say = (name: string, ...args: unknown[]) =>
    listeners.forEach((one) => one.call(socket, name, ...args))
  return { socket: socket as unknown as Socket, listeners, say }
}

const roomId = '019a0000-0000-7000-8000-000000000001'

const SYNC = { roomId, epoch: 1, since: 0 }

function setUp() {
  const handle = vi.fn<(caller: object, payload: object) => Promise<object>>(async () => ({}))
  const logger = { isLevelEnabled: () => false } as never
  return { handle, commands: new Commands({ 'room:sync': handle } as unknown as Handlers, logger) }
}

test('all sockets share one listener, and each is answered as itself', async () => {
  const { handle, commands } = setUp()
  const [one, other] = [fakeSocket('1'), fakeSocket('2')]
  commands.listen(one.socket)
  commands.listen(other.socket)
  expect(one.listeners[0]).toBe(other.listeners[0])
  for (const { say } of [one, other])
    expect(await new Promise((ack) => say('room:sync', SYNC, ack))).toMatchObject({
      ok: true,
    })
  expect(handle.mock.calls.map(([caller]) => caller)).toMatchObject([
    { userId: 'user of 1', socketId: '1' },
    { userId: 'user of 2', socketId: '2' },
  ])
})

test('more than a hundred commands at once are too many for that socket, and for no other', async () => {
  const { handle, commands } = setUp()
  let open: (data: object) => void = () => undefined
  handle.mockReturnValue(new Promise((resolve) => (open = resolve)))
  const [busy, other] = [fakeSocket('1'), fakeSocket('2')]
  for (const { socket } of [busy, other]) commands.listen(socket)
  const ask = ({ say }: typeof busy) => new Promise<{ ok: boolean }>((ack) => say('room:sync', SYNC, ack))
  const replies = Array.from({ length: 101 }, () => ask(busy))
  expect(await replies.at(-1)).toMatchObject({ ok: false, error: { code: 'rate_limited' } })
  const othersReply = ask(other)
  open({})
  expect((await Promise.all(replies)).filter(({ ok }) => ok)).toHaveLength(100)
  expect(await othersReply).toMatchObject({ ok: true })
})

test('what is no command, and what asks for no answer, does nothing', () => {
  const { handle, commands } = setUp()
  const { socket, say } = fakeSocket('1')
  commands.listen(socket)
  const ack = vi.fn()
  say('toString', {}, ack)
  say('room:sync', SYNC)
  say('room:sync', ack)
  expect(ack).not.toHaveBeenCalled()
  expect(handle).not.toHaveBeenCalled()
})
