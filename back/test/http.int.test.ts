import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { calls, type Described, undocumented } from './documents/document.js'
import { type Shot, shots } from './http/shots.js'
import { newcomers, newStage, type Stage } from './http/stage.js'
import type { Known } from './http/values.js'
import { isRefusable } from './http/verdict.js'
import { type Answered, send } from './http/wire.js'
import { Cluster } from './harness.js'
import type { Person } from './person.js'

const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31)
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 40)
/** After these, whoever called has no session any more, or the room is gone. */
const ENDS_SESSION = ['logOut', 'endSession', 'deleteMe']
const ENDS_ROOM = [
  'deleteRoom',
  'leaveRoom',
  'removeMember',
  'deleteAnyRoom',
  'updateMember',
  'revokeInvite',
  'cancelUpload',
  'cleanUp',
]
/** Argon2 takes its time. */
const SLOW = ['register', 'logIn', 'createTokens', 'changePassword', ...ENDS_SESSION]
const TOO_LARGE_HEADERS = 431
const NOT_MODIFIED = 304

let cluster: Cluster
let founder: Person
let pids: (number | undefined)[]
const counts: Record<string, number> = {}
const pidsNow = () => [...cluster.instances, ...cluster.workers].map(({ child }) => child.pid)

beforeAll(async () => {
  process.stdout.write(`fuzz: FUZZ_SEED=${seed} FUZZ_RUNS=${RUNS}\n`)
  cluster = await Cluster.start({ instances: 1, workers: 1 })
  founder = await cluster.person('founder')
  pids = pidsNow()
})
afterAll(() => cluster.stop())

/** What a request meant when it was made up may have been replaced since. */
function current(text: string, made: Known, { known }: Stage): string {
  const pairs = [
    ...made.ids.map((id, place) => [id, known.ids[place]]),
    ...Object.entries(made.strings).map(([name, value]) => [value, known.strings[name]]),
  ]
  return pairs.reduce(
    (said, [from = '', to = '']) => (from.length > 8 ? said.replaceAll(from, to) : said),
    text,
  )
}

async function fire({ method }: Described, shot: Shot, { people }: Stage): Promise<Answered> {
  const token = shot.caller === 'nobody' ? undefined : people[shot.caller].token
  const headers = { ...(token && { authorization: `Bearer ${token}` }), ...shot.headers }
  const target = shot.query ? `${shot.path}?${shot.query}` : shot.path
  const port = cluster.instances[0]?.port ?? 0
  return send(port, { method, target, headers, ...(shot.body !== undefined && { body: shot.body }) })
}

function read({ type, text }: Answered): unknown {
  try {
    return type.startsWith('application/json') ? JSON.parse(text) : text
  } catch {
    return text
  }
}

/** @returns what is wrong with an answer */
function fault(described: Described, shot: Shot, answer: Answered): string | undefined {
  const { status, type, text } = answer
  const large = 'x-large' in shot.headers
  if (large && (status === TOO_LARGE_HEADERS || status === 0)) return undefined
  // HTTP's own answer to who has the same already; it has neither body nor type.
  if (status === NOT_MODIFIED && 'if-none-match' in shot.headers) return undefined
  if (/\n\s+at |node_modules|prisma/i.test(type.startsWith('text/html') ? '' : text))
    return `tells too much: ${text}`
  if (status < 400 && isRefusable(described, shot)) return `${status} for what the document does not allow`
  return undocumented(described, { status, type, body: read(answer) })
}

/** What administrators may, an owner of the installation does, to others than the callers. */
async function prepare(group = '', before?: Stage): Promise<Stage> {
  if (group !== 'Administration') return newStage(before ?? (await newcomers(cluster)))
  const { people, other, known } = await newStage(await newcomers(cluster))
  const ids = known.ids.filter((id) => id !== people.member.id)
  return { people: { ...people, owner: founder }, other, known: { ...known, ids } }
}

/** @returns the stage as it is afterwards */
async function storm(described: Described, first: Stage): Promise<Stage> {
  let stage = first
  const { operationId } = described.call
  const property = fc.asyncProperty(shots(described, stage.known), async (made) => {
    const now = (text: string) => current(text, first.known, stage)
    const body = typeof made.body === 'string' ? now(made.body) : made.body
    const shot = { ...made, path: now(made.path), ...(body !== undefined && { body }) }
    const answer = await fire(described, shot, stage)
    counts[`${shot.kind} ${answer.status}`] = (counts[`${shot.kind} ${answer.status}`] ?? 0) + 1
    const wrong = fault(described, shot, answer)
    if (wrong !== undefined) throw new Error(`${wrong}\n${answer.text.slice(0, 600)}`)
    if (answer.status >= 300) return
    if (ENDS_SESSION.includes(operationId)) stage = await prepare(described.call.tags[0])
    else if (ENDS_ROOM.includes(operationId)) stage = await prepare(described.call.tags[0], stage)
  })
  const numRuns = SLOW.includes(operationId) ? Math.ceil(RUNS / 3) : RUNS
  await fc.assert(property, { seed, numRuns, endOnFailure: true })
  return stage
}

// Settings hold for everyone: they are the last to be changed.
const last = (group: string) => Number(group === 'Administration')
const groups = [...new Set(calls.map(({ call }) => call.tags[0] ?? ''))].sort((a, b) => last(a) - last(b))
describe.each(groups)('calls of %s', (group) => {
  let stage: Stage
  beforeAll(async () => {
    stage = await prepare(group)
  })

  const rank = ({ call }: Described) => Number(call.operationId === 'updateInstallation')
  const rows = calls.filter(({ call }) => call.tags[0] === group).sort((a, b) => rank(a) - rank(b))
  test.each(rows.map((one) => [one.call.operationId, one] as const))(
    '%s answers whatever it is sent as the document says',
    async (_, described) => {
      stage = await storm(described, stage)
    },
  )
})

test('nothing went wrong inside, and no process ended', async () => {
  process.stdout.write(`fuzz: ${JSON.stringify(counts)}\n`)
  const all = [...cluster.instances, ...cluster.workers]
  expect(all.flatMap(({ errors }) => errors)).toEqual([])
  expect(pidsNow()).toEqual(pids)
  expect(all.every(({ running }) => running)).toBe(true)
  expect(counts['valid 200']).toBeGreaterThan(0)
})
