// @ts-check
import { deepEqual, equal } from 'node:assert/strict'
import { until } from '../command.mjs'
import { listen, register } from './person.mjs'

const AGREE_TIMEOUT_MS = 60_000

/** @typedef {Awaited<ReturnType<typeof openConversation>>} Conversation */

/**
 * Alice makes a room, bob joins it, both listen.
 * @param {string} url
 */
export async function openConversation(url) {
  const alice = await register(url, 'alice')
  const bob = await register(url, 'bob')
  const { room } = await alice.call('POST', '/rooms', { name: 'Smoke', kind: 'public' })
  await bob.call('POST', `/rooms/${room.id}/join`)
  /** @param {import('./person.mjs').Person} person */
  const join = async (person) => {
    const listener = listen({ url, person, roomId: room.id })
    await listener.connected()
    return listener
  }
  const listeners = { alice: await join(alice), bob: await join(bob) }
  /** @returns {Promise<string[]>} the messages as a newcomer's page shows them, in the form "seq text" */
  const history = async () => {
    const { messages } = await bob.call('GET', `/rooms/${room.id}/messages?limit=100`)
    return messages.map((/** @type {{ seq: number, body: string }} */ m) => `${m.seq} ${m.body}`)
  }
  /** Both hold the same messages, which are those that a newcomer sees, and PostgreSQL has all of it. */
  const agree = () =>
    until('both see the same messages', AGREE_TIMEOUT_MS, async () => {
      await Promise.all([listeners.alice.sync(), listeners.bob.sync()])
      deepEqual(listeners.bob.lines(), listeners.alice.lines())
      deepEqual(listeners.alice.lines(), await history())
      deepEqual([...listeners.alice.contradictions, ...listeners.bob.contradictions], [])
      const { room: now } = await bob.call('GET', `/rooms/${room.id}`)
      equal(now.persisted, now.head)
      return true
    })
  return {
    ...listeners,
    agree,
    history,
    /** Another connection of bob's. */
    another: () => join(bob),
    /** @param {import('./person.mjs').Listener} listener */
    hears: (listener, /** @type {string} */ text) =>
      until(`heard: ${text}`, AGREE_TIMEOUT_MS, () =>
        listener.lines().some((line) => line.endsWith(` ${text}`)),
      ),
  }
}
