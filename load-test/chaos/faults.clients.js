// @ts-check
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from '../websocket/client.js'
import { uuidV7 } from '../websocket/random.js'

/** @typedef {import('./faults.js').Fault} Fault */

const RACES = 20
/** More than the kernel's buffers on the way and what an instance keeps for one client, together. */
const FLOOD_MAX = 4_000
const AT_ONCE = 20
const WIDE = '😀'.repeat(4_000)

/** Whether any instance said so of someone. @param {import('./lab.js').Lab} lab @param {string} message @param {string} userId */
function whetherLogged({ instances }, message, userId) {
  const watched = { isSo: false, stop: () => undefined }
  const read = (/** @type {Buffer} */ data) => {
    for (const line of String(data).split('\n'))
      if (line.includes(message) && line.includes(userId)) watched.isSo = true
  }
  for (const { child } of instances) child.stdout?.on('data', read)
  watched.stop = () => void instances.forEach(({ child }) => child.stdout?.off('data', read))
  return watched
}

/** @type {Fault[]} */
export const CLIENT_FAULTS = [
  {
    number: 12,
    name: 'slow-consumer',
    how: 'one client stops reading while its room is flooded, and comes back',
    async happen({ lab, party }) {
      const slow = party.pick(party.clients)
      const [other] = party.clients.filter((one) => one !== slow && one.roomId === slow.roomId)
      if (!other) return
      const cutOff = whetherLogged(lab, 'slow socket closed', slow.identity.userId)
      const { transport } = /** @type {any} */ (slow.socket.io.engine)
      transport.ws?._socket?.pause()
      for (let said = 0; said < FLOOD_MAX && !cutOff.isSo; said++) {
        party.say(other, `${said} ${WIDE.slice(0, 7_900)}`)
        if (said % AT_ONCE === 0) while (!other.outbox.isAnswered && !cutOff.isSo) await sleep(10)
      }
      cutOff.stop()
      transport.ws?._socket?.resume()
      if (!cutOff.isSo) return [{ kind: 'incident', why: 'a client that read nothing was not cut off' }]
    },
  },
  {
    number: 13,
    name: 'storm',
    anywhere: true,
    how: 'every connection breaks at once',
    async happen({ party }) {
      for (const { socket } of party.clients) socket.io.engine.close()
    },
  },
  {
    number: 15,
    name: 'races',
    anywhere: true,
    how: 'one clientId from two sockets at once: one place; with another body: a conflict',
    async happen({ party }) {
      const found = []
      const one = party.pick(party.clients)
      const { identity, roomId, recorder } = one
      const two = new Client({ identity, roomId, recorder })
      await two.connect()
      for (let n = 0; n < RACES * Math.min(1, party.size.perSecond); n++) {
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
    anywhere: true,
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
    anywhere: true,
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
