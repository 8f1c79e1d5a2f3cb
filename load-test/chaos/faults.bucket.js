// @ts-check
import { setTimeout as sleep } from 'node:timers/promises'
import { uuidV7 } from '../websocket/random.js'
import { Courier, luggage } from './courier.js'
import { must } from './stores.js'

/**
 * @typedef {import('./faults.js').Fault} Fault
 * @typedef {import('./faults.js').Scene} Scene
 * @typedef {import('./proxy.js').Proxy} Proxy
 * @typedef {(proxy: Proxy, random: () => number) => Promise<unknown> | void} Act
 */

const COURIERS = 4
const AWAY_MS = 4_000

/** What is slow answers late, not at all for a while, or breaks off. @type {Act[]} */
const SLOWNESS = [
  (proxy, random) => void (proxy.latencyMs = 200 + 1_300 * random()),
  (proxy) => proxy.hush(),
  (proxy) => {
    proxy.tears = true
    proxy.cut()
  },
]

/** @param {Proxy} proxy */
function quicken(proxy) {
  proxy.latencyMs = 0
  proxy.tears = false
  proxy.speak()
}

/**
 * Files are under way while the bucket breaks and after it; the chat goes on as if nothing were.
 * @param {Scene} scene
 * @param {{ breakIt: Act, mend: Act, isAway: boolean }} how `isAway`: whoever asks for a place meanwhile gets none
 */
async function trouble({ lab, party, random, note }, { breakIt, mend, isAway }) {
  const { proxy } = must(lab.stores.bucket)
  const { refusals, counts } = party.recorder
  const before = refusals.length + counts.retryLater
  const seats = Array.from({ length: COURIERS }, () => party.pick(party.clients))
  const couriers = seats.map((client) => new Courier(client))
  const [text, picture, large] = luggage()
  const bags = [must(text), must(picture), must(large), must(text)]
  const empty = await must(couriers[0]).ask(must(text))
  const carried = couriers.map((courier, n) => courier.carry(must(bags[n])))
  await sleep(500 * random())
  await breakIt(proxy, random)
  const found = isAway ? await refusedNow(must(couriers[1]), must(picture)) : []
  found.push(...(await notAttachable(party, must(seats[0]), empty.body?.uploadId)))
  await sleep(AWAY_MS * random())
  await mend(proxy, random)
  const ids = await Promise.all(carried)
  const refused = refusals.length + counts.retryLater - before
  if (refused > 0) found.push({ kind: 'refused', why: `${refused} messages were refused` })
  note(
    'calls refused',
    couriers.reduce((sum, courier) => sum + courier.refused, 0),
  )
  const whole = await must(couriers[0]).fetch(ids[0] ?? '')
  if (!whole.equals(must(text).bytes)) found.push({ kind: 'corrupt', why: 'a file came back as another' })
  found.push(...(await shown(party, must(seats[0]), ids[0] ?? '')))
  found.push(...(await orphans({ lab, party, couriers, empty: empty.body?.uploadId })))
  return [...found, ...couriers.flatMap((courier) => courier.found)]
}

/** @param {Courier} courier @param {import('./courier.js').Luggage} bag */
async function refusedNow(courier, bag) {
  const { status } = await courier.ask(bag)
  return status === 503 ? [] : [{ kind: 'ghost', why: `a place was promised without a bucket: ${status}` }]
}

/** @param {Scene['party']} party @param {import('../websocket/client.js').Client} client @param {string} id of a file that has no bytes */
async function notAttachable(party, client, id) {
  const reply = await party.ask(client, { clientId: uuidV7(), body: 'x', attachments: [id] })
  return reply.ok ? [{ kind: 'corrupt', why: 'a file without bytes was attached' }] : []
}

/** @param {Scene['party']} party @param {import('../websocket/client.js').Client} client @param {string} id */
async function shown(party, client, id) {
  const reply = await party.askAndNote(client, { clientId: uuidV7(), body: `file ${id}`, attachments: [id] })
  return reply.ok ? [] : [{ kind: 'lost', why: `a file cannot be attached: ${reply.error.code}` }]
}

/** Every row is known to whom it belongs, and is a file by now. @param {{ lab: Scene['lab'], party: Scene['party'], couriers: Courier[], empty: string }} parts */
async function orphans({ lab, party, couriers, empty }) {
  const known = new Set(couriers.flatMap(({ ids }) => ids))
  const { rows } = await must(lab.stores.db).query('SELECT id, state FROM file WHERE room_id = ANY($1)', [
    party.roomIds,
  ])
  return rows
    .filter(({ id, state }) => !known.has(id) || state !== (id === empty ? 'pending' : 'clean'))
    .map(({ id, state }) => ({
      kind: 'ghost',
      why: `a row is left: ${state}, ${known.has(id) ? '' : 'un'}known`,
    }))
}

/** @type {Fault[]} */
export const BUCKET_FAULTS = [
  {
    number: 11,
    name: 'bucket-down',
    how: 'the bucket is away for up to four seconds while files are sent',
    happen: (scene) =>
      trouble(scene, { breakIt: (proxy) => proxy.refuse(), mend: (proxy) => proxy.accept(), isAway: true }),
  },
  {
    number: 11,
    name: 'bucket-slow',
    how: 'the bucket answers late, not for seconds, or breaks off, while files are sent',
    happen: (scene) => trouble(scene, { breakIt: scene.party.pick(SLOWNESS), mend: quicken, isAway: false }),
  },
]
