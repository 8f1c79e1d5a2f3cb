import { RESPONSES } from '@papo/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { roomKeys } from '../src/log/keys.js'
import { Heap, INSPECTABLE, isOfInspector } from './frames/heap.js'
import { shakeBadly } from './frames/polling.js'
import { Storm } from './frames/storm.js'
import { internals } from './frames/wire.js'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'

// FUZZ_SEED repeats the same frames, as far as chance among connections allows; FUZZ_FRAMES is how many.
const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000)
const FRAMES = Number(process.env['FUZZ_FRAMES'] ?? 100_000)
const GROWTH_MAX_BYTES = 32 * 1_024 * 1_024
const PEOPLE = 24
/** On a machine that does much else besides. */
const PATIENCE_MS = 900_000

let cluster: Cluster
let heap: Heap
let people: Person[]
let open: string[]
let hidden: string
let storm: Storm
let liveBefore: number
beforeAll(async () => {
  process.stdout.write(`FUZZ_SEED=${SEED}\n`)
  const env = { ...INSPECTABLE, MAX_SOCKETS_PER_IP: '1000000', BACKLOG_LIMIT: '50000' }
  cluster = await Cluster.start({ instances: 1, workers: 1, env })
  const names = Array.from({ length: PEOPLE }, (_, i) => `person${i}`)
  people = []
  for (const name of names) people.push(await cluster.person(name))
  const [alice, ...others] = people
  if (!alice) throw new Error('nobody is there')
  open = [(await alice.room('one')).id, (await alice.room('two')).id]
  hidden = (await alice.room('hidden', 'private')).id
  for (const person of others) await Promise.all(open.map((roomId) => person.join(roomId)))
  const ids = [...open, ...open, ...open, hidden, ...others.slice(0, 3).map(({ id }) => id)]
  const tokens = others.map(({ token }) => token)
  storm = new Storm({ at: cluster.url(), tokens, known: { ids, seqMax: 400 }, seed: SEED })
  await blow(0.1)
  heap = await Heap.of(instance())
  liveBefore = await settled()
}, PATIENCE_MS)
afterAll(() => cluster.stop())

/** Lets a part of the whole loose, in its mixture. */
async function blow(part: number): Promise<void> {
  const frames = FRAMES * part
  await storm.commands(frames * 0.85)
  await storm.packets('socket', frames * 0.1)
  await storm.packets('engine', frames * 0.04)
  await storm.oddities(frames * 0.01)
}

function instance() {
  const [only] = cluster.instances
  if (!only) throw new Error('no instance was started')
  return only
}

/** The bytes that live in the instance once it has let go of all connections. */
async function settled(): Promise<number> {
  await until(async () => (await fetch(`${cluster.url()}/health/ready`)).ok)
  return heap.liveBytes()
}

test(
  'a hundred thousand frames of every kind are each answered, ignored, or end their connection alone',
  { timeout: PATIENCE_MS },
  async () => {
    const { pid } = instance().child
    await blow(0.9)
    expect(storm.sent).toBeGreaterThanOrEqual(FRAMES)
    expect(instance().running && instance().child.pid).toBe(pid)
    expect((await fetch(`${cluster.url()}/health/ready`)).status).toBe(200)
  },
)

test('handshakes that make no sense are the fault of who sent them', async () => {
  expect((await shakeBadly(cluster.url())).filter((status) => status >= 500)).toEqual([])
})

test('nobody was told, and no log says, that something unexpected happened', () => {
  expect(internals).toEqual([])
  const errors = [...cluster.instances, ...cluster.workers].flatMap(({ errors }) => errors)
  expect(errors.filter((line) => !isOfInspector(line))).toEqual([])
})

test('memory is what it was after the first frames', async () => {
  await until(async () => (await settled()) - liveBefore < GROWTH_MAX_BYTES, { withinMs: 60_000 })
  heap.close()
})

test('someone who keeps to the contract is served as before', async () => {
  const [alice, bob] = [await cluster.person('alice'), await cluster.person('bob')]
  const room = await alice.room('after the storm')
  await bob.join(room.id)
  const [tab, other] = [await alice.tab(), await bob.tab()]
  await tab.send(room.id, 'still here')
  await until(() => other.bodies(room.id).includes('still here'))
})

test('everything that was stored is what the contract allows, said by members where they are members', async () => {
  let messages = 0
  for (const roomId of open) messages += await readAll(roomId)
  expect(messages).toBeGreaterThan(FRAMES / 1_000)
  const query = async (sql: string, values: unknown[] = []) => (await cluster.db.query(sql, values)).rowCount
  expect(await query('SELECT FROM quarantine')).toBe(0)
  expect(
    await query('SELECT FROM room_event WHERE room_id = $1 AND actor_id <> $2', [hidden, people[0]?.id]),
  ).toBe(0)
  const strangers = `SELECT FROM message m LEFT JOIN membership s ON s.room_id = m.room_id AND s.user_id = m.sender_id
    WHERE s.user_id IS NULL`
  expect(await query(strangers)).toBe(0)
})

/** Reads a room's whole history, once all of it is stored, as the contract says it is. @returns how many messages */
async function readAll(roomId: string): Promise<number> {
  const read = async (query: string) =>
    RESPONSES.messages.parse(await people[0]?.messages(roomId, `?limit=100${query}`))
  const { head } = await read('')
  const stored = () =>
    cluster.withRedis(async (redis) => Number(await redis.hget(roomKeys(roomId).meta, 'persisted')) >= head)
  await until(stored, { what: 'all events are stored' })
  let page = await read('')
  let count = page.messages.length
  while (page.hasBefore) {
    page = await read(`&before=${page.messages[0]?.seq}`)
    count += page.messages.length
  }
  return count
}
