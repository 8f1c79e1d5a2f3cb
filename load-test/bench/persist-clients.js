// @ts-check
// The senders of P3, in a process of their own: one socket per room for Papo, a BullMQ producer for the baseline.
import { randomUUID } from 'node:crypto'
import { Queue } from 'bullmq'
import { uuidV7 } from '../websocket/random.js'
import { JOB_QUEUE } from './names.js'
import { RawSocket } from './raw-socket.js'
import { serve } from './remote.js'

/**
 * @typedef {'papo' | 'jobs'} System
 * @typedef {{ origin: string, headers: Record<string, string>, roomId: string }} Sender
 * @typedef {{ accept: (message: number) => Promise<boolean>, acceptMany: (count: number) => Promise<number> }} Acceptor
 */

const BODY = 'a message of ordinary length, '.repeat(4)
/** Unanswered messages of one sender while a backlog is built. */
const WINDOW = 50

/** @type {Partial<Record<System, Acceptor>>} */
const acceptors = {}

/** @param {Sender[]} senders @returns {Promise<Acceptor>} */
async function papo(senders) {
  const sockets = senders.map(({ origin, headers }) => new RawSocket(origin, headers))
  await Promise.all(sockets.map((socket) => socket.connect()))
  /** @param {number} message @returns {Promise<boolean>} */
  const accept = (message) =>
    new Promise((resolve) => {
      const index = message % senders.length
      const payload = { roomId: senders[index]?.roomId, clientId: uuidV7(), body: BODY }
      sockets[index]?.send('message:send', payload, ({ ok }) => resolve(ok))
    })
  const acceptMany = async (/** @type {number} */ count) => {
    let accepted = 0
    // Each its own: a room whose answers lag must not gather what others have room for, as more than that is refused.
    const walks = senders.map((_, index) => {
      let next = index
      return async () => {
        for (let message = next; message < count; message = next) {
          next += senders.length
          if (await accept(message)) accepted++
        }
      }
    })
    await Promise.all(walks.flatMap((walk) => Array.from({ length: WINDOW }, walk)))
    return accepted
  }
  return { accept, acceptMany }
}

/** @param {{ redisUrl: string, roomIds: string[] }} target @returns {Acceptor} */
function jobs({ redisUrl, roomIds }) {
  const { hostname: host, port } = new URL(redisUrl)
  const defaultJobOptions = { removeOnComplete: true }
  const queue = new Queue(JOB_QUEUE, { connection: { host, port: Number(port) }, defaultJobOptions })
  const senderId = randomUUID()
  const seqs = roomIds.map(() => 0)
  const row = (/** @type {number} */ message) => {
    const index = message % roomIds.length
    const seq = (seqs[index] = (seqs[index] ?? 0) + 1)
    const place = { roomId: roomIds[index], seq, ordinal: seq, epoch: 1, senderId, clientId: uuidV7() }
    return { ...place, digest: '', body: BODY, at: new Date().toISOString(), mentions: [] }
  }
  const acceptMany = async (/** @type {number} */ count) => {
    for (let from = 0; from < count; from += 500) {
      const size = Math.min(500, count - from)
      const batch = Array.from({ length: size }, (_, i) => ({ name: 'message', data: row(from + i) }))
      await queue.addBulk(batch)
    }
    return count
  }
  return { accept: async (message) => Boolean(await queue.add('message', row(message))), acceptMany }
}

/**
 * Open loop: every message has its instant, whatever the server does.
 * @param {{ system: System, count: number, perSecond: number }} load
 */
async function steadily({ system, count, perSecond }) {
  const start = process.hrtime.bigint()
  const acceptor = acceptors[system]
  if (!acceptor) throw new Error(`${system} is not connected`)
  /** @type {Promise<boolean>[]} */
  const answers = []
  while (answers.length < count) {
    const elapsedSeconds = Number(process.hrtime.bigint() - start) / 1e9
    const due = Math.min(count, Math.floor(elapsedSeconds * perSecond) + 1)
    while (answers.length < due) answers.push(acceptor.accept(answers.length))
    await new Promise((wake) => setTimeout(wake, 1))
  }
  return (await Promise.all(answers)).filter(Boolean).length
}

serve({
  /** @param {Sender[]} senders */
  papo: async (senders) => {
    acceptors.papo = await papo(senders)
  },
  /** @param {{ redisUrl: string, roomIds: string[] }} target */
  jobs: (target) => {
    acceptors.jobs = jobs(target)
  },
  /** @param {{ system: System, count: number }} load */
  atOnce: ({ system, count }) => acceptors[system]?.acceptMany(count),
  steadily,
})
