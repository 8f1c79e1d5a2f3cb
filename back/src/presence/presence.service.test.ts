import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { PresenceService } from './presence.service.js'
import type { PresenceStore } from './presence.store.js'

function begin() {
  const said: [string, string][][] = []
  const apply = (ops: [string, string][]) => Promise.resolve(void said.push(ops))
  const presence = new PresenceService({ apply } as unknown as PresenceStore, pino({ level: 'silent' }))
  return { said, presence }
}
const socket = (id: string, userId: string) => ({ id, data: { userId } })
const endOfTurn = () => new Promise((resolve) => setImmediate(resolve))

test('those who come in one turn are told of at once', async () => {
  const { said, presence } = begin()
  for (const name of ['alice', 'bob', 'carol']) presence.came(socket(name, name))
  await endOfTurn()
  expect(said).toEqual([
    [
      ['alice', 'online'],
      ['bob', 'online'],
      ['carol', 'online'],
    ],
  ])
})

test('another tab of someone who is online is no news; the first that is not idle is', async () => {
  const { said, presence } = begin()
  presence.came(socket('desk', 'alice'))
  presence.came(socket('phone', 'alice'))
  await endOfTurn()
  presence.left(socket('phone', 'alice'))
  await endOfTurn()
  await presence.set({ userId: 'alice', socketId: 'desk' }, { state: 'idle' })
  presence.came(socket('tablet', 'alice'))
  await endOfTurn()
  const states = said.flat().map(([, state]) => state)
  expect(states).toEqual(['online', 'idle', 'online'])
})

test('what could not be said is said again within two seconds, with all the rest', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  try {
    const said: [string, string][][] = []
    let isAway = false
    const apply = (ops: [string, string][]) =>
      isAway ? Promise.reject(new Error('away')) : Promise.resolve(void said.push(ops))
    const store = { apply, onRun: () => undefined } as unknown as PresenceStore
    const presence = new PresenceService(store, pino({ level: 'silent' }))
    presence.onApplicationBootstrap()
    presence.came(socket('desk', 'alice'))
    await endOfTurn()
    isAway = true
    presence.came(socket('phone', 'bob'))
    await endOfTurn()
    isAway = false
    vi.advanceTimersByTime(2_000)
    expect(said.at(-1)).toEqual([
      ['alice', 'online'],
      ['bob', 'online'],
    ])
    presence.onApplicationShutdown()
  } finally {
    vi.useRealTimers()
  }
})

test('who goes in the turn in which they came is said to be nothing else', async () => {
  const { said, presence } = begin()
  presence.came(socket('desk', 'alice'))
  presence.left(socket('desk', 'alice'))
  await endOfTurn()
  expect(said.flat()).toEqual([])
})
