// @ts-check
// What the users do once they are there: they write, and now and then their connections break.
import { setTimeout as sleep } from 'node:timers/promises'
import { randomText, seededRandom, uuidV7 } from './random.js'

/**
 * @typedef {import('./options.js').Options} Options
 * @typedef {import('./client.js').Client} Client
 * @typedef {{ options: Options, random: () => number, start: number, now: () => number, count: () => number }} Scene
 */

/**
 * Resolves when it is over.
 * @param {Client[]} clients
 * @param {Options} options
 * @param {import('./recorder.js').Recorder} recorder
 */
export async function converse(clients, options, recorder) {
  let messages = 0
  const scene = {
    options,
    random: seededRandom(options.seed),
    start: recorder.now() + 100,
    now: () => recorder.now(),
    count: () => messages++,
  }
  await Promise.all([
    options.thinkMs ? thinkAll(clients, options.thinkMs, scene) : paceAll(clients, scene),
    options.storm && rage(clients, options.storm, { ...scene, random: seededRandom(options.seed + 1) }),
  ])
  await until(scene.start + options.durationMs, scene)
}

/**
 * Every user sends once per period, somewhere within it: open loop, whatever the server does meanwhile.
 * @param {Client[]} clients @param {Scene} scene
 */
async function paceAll(clients, scene) {
  const { options, random, start } = scene
  const periodMs = 60_000 / options.ratePerMinute
  for (let begin = 0; begin < options.durationMs; begin += periodMs) {
    const plan = clients.map((client) => ({ client, at: begin + random() * periodMs, luck: random() }))
    for (const { client, at, luck } of plan.sort((a, b) => a.at - b.at)) {
      if (at >= options.durationMs || luck * options.climbMs > at) continue
      await until(start + at, scene)
      write(client, { intendedAt: start + at }, scene)
    }
  }
}

/** Every user waits for an answer, thinks, and writes again. @param {Client[]} clients @param {[number, number]} thinkMs @param {Scene} scene */
async function thinkAll(clients, [low, high], scene) {
  const end = scene.start + scene.options.durationMs
  const { random, now } = scene
  const walk = async (/** @type {Client} */ client, /** @type {number} */ first) => {
    for (let at = first; at < end; at = now() + low + random() * (high - low)) {
      await until(at, scene)
      const over = sleep(Math.max(0, end - now()), undefined, { ref: false })
      await Promise.race([
        new Promise((done) => write(client, { intendedAt: at, onAnswer: () => done(undefined) }, scene)),
        over,
      ])
    }
  }
  const spreadMs = Math.max(high, scene.options.climbMs)
  await Promise.all(clients.map((client) => walk(client, scene.start + random() * spreadMs)))
}

/** @param {Client[]} clients @param {{ everyMs: number, share: number }} storm @param {Scene} scene */
async function rage(clients, { everyMs, share }, scene) {
  for (let at = everyMs; at < scene.options.durationMs; at += everyMs) {
    await until(scene.start + at, scene)
    for (const client of clients) if (scene.random() < share) client.drop()
  }
}

/**
 * @param {Client} client
 * @param {{ intendedAt: number, onAnswer?: () => void }} message
 * @param {Scene} scene
 */
function write({ roomId, identity, outbox }, { intendedAt, onAnswer }, { options, random, count }) {
  const [low, high] = options.size
  const size = low + Math.floor(random() * (high - low + 1))
  const body = randomText(random, size, `#${count()}`)
  outbox.add({ clientId: uuidV7(), roomId, senderId: identity.userId, body, intendedAt }, onAnswer)
}

/** @param {number} at @param {Scene} scene */
async function until(at, { now }) {
  const early = at - now()
  if (early > 0) await sleep(early)
}
