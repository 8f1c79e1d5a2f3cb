// @ts-check
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from '../websocket/client.js'
import { uuidV7 } from '../websocket/random.js'

/** @typedef {import('./faults.js').Fault} Fault */

const RACES = 20
const FLOOD = 200
const WIDE = '😀'.repeat(4_000)

/** @type {Fault[]} */
export const CLIENT_FAULTS = [
  {
    number: 12,
    name: 'slow-consumer',
    how: 'one client stops reading while its room is flooded, and comes back',
    async happen({ party }) {
      const slow = party.pick(party.clients)
      const [other] = party.clients.filter((one) => one !== slow && one.roomId === slow.roomId)
      const transport = /** @type {any} */ (slow.socket.io.engine).transport
      transport.ws?._socket?.pause()
      for (let n = 0; n < FLOOD && other; n++) {
        party.say(other, `${n} ${WIDE.slice(0, 7_900)}`)
        if (n % 20 === 0) await sleep(50)
      }
      await sleep(1_000)
      transport.ws?._socket?.resume()
    },
  },
  {
    number: 13,
    name: 'storm',
    how: 'every connection breaks at once',
    async happen({ party }) {
      for (const { socket } of party.clients) socket.io.engine.close()
    },
  },
  {
    number: 15,
    name: 'races',
    how: 'one clientId from two sockets at once: one place; with another body: a conflict',
    async happen({ party }) {
      const found = []
      const one = party.pick(party.clients)
      const { identity, roomId, recorder } = one
      const two = new Client({ identity, roomId, recorder })
      await two.connect()
      for (let n = 0; n < RACES; n++) {
        const message = { clientId: uuidV7(), body: `race ${n}` }
        const replies = await Promise.all([one, two].map((client) => party.askAndNote(client, message)))
        const seqs = new Set(replies.map((reply) => (reply.ok ? reply.data.seq : reply.error.code)))
        if (seqs.size !== 1) found.push({ kind: 'misplaced', why: `two answers: ${[...seqs].join()}` })
        const other = await party.ask(two, { ...message, body: 'something else' })
        if (other.ok || other.error.code !== 'conflict') found.push({ kind: 'misplaced', why: 'no conflict' })
      }
      two.close()
      return found
    },
  },
  {
    number: 18,
    name: 'kicked',
    how: 'a member is removed, or banned, while everyone talks',
    async happen({ party, random }) {
      const client = party.pick(party.clients.slice(party.size.rooms))
      const founder = party.people[party.roomIds.indexOf(client.roomId)]
      const ban = random() < 0.5 ? '?ban=true' : ''
      await founder?.call('DELETE', `/rooms/${client.roomId}/members/${client.identity.userId}${ban}`)
      party.dismiss(client)
      await sleep(1_500)
    },
  },
  {
    number: 19,
    name: 'poison',
    how: 'NUL, lone surrogates, sizes at and over the limit, keys that nobody asked for',
    async happen({ party }) {
      const client = party.pick(party.clients)
      const found = []
      for (const body of ['\0', 'a\0b', '\ud800', 'x\udfff', '', ' \n ', `${WIDE}x`]) {
        const reply = await party.ask(client, { clientId: uuidV7(), body })
        if (reply.ok) found.push({ kind: 'corrupt', why: `accepted ${JSON.stringify(body.slice(0, 9))}` })
      }
      for (const extra of [{ __proto__: null, userId: 'x' }, { seq: 1 }, { replyTo: 1e99 }]) {
        const reply = await party.ask(client, { clientId: uuidV7(), body: 'x', ...extra })
        if (reply.ok) found.push({ kind: 'corrupt', why: `accepted ${JSON.stringify(extra)}` })
      }
      for (const body of [WIDE, '\u202e\u0007\u{10ffff}', '"}]\\u0000', "'; DROP TABLE message; --"])
        party.say(client, body)
      return found
    },
  },
]
