import { COMMANDS } from '@papo/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Caller,
  CALLERS,
  type Cast,
  engage,
  type Kind,
  type Stage,
  setStage,
} from './authorization/cast.js'
import { COMMAND_RIGHTS, RIGHTS } from './authorization/policy.js'
import { type Route, routesOf } from './authorization/routes.js'
import { Cluster } from './harness.js'
import { type Person, request } from './person.js'
import type { Tab } from './tab.js'

const KINDS: Kind[] = ['private', 'public']
const SOMEBODY = CALLERS.filter((caller) => caller !== 'nobody')
const REFUSED = [401, 403, 404]

let cluster: Cluster
let founder: Person
const routes = await routesOf()
const nameOf = ({ method, path }: Route) => `${method} ${path}`

beforeAll(async () => {
  cluster = await Cluster.start({ instances: 1, workers: 1, env: { INSTANCE_ID: 'only' } })
  // The first account owns the installation.
  founder = await cluster.person('founder')
})
afterAll(() => cluster.stop())

/** Where a route leads on this stage: `:id` is the room and `:userId` one of its members, unless the policy says otherwise. */
function addressOf({ path }: Route, stage: Stage, at?: (stage: Stage) => string): string {
  const filled = at?.(stage) ?? path.replace(':id', stage.roomId).replace(':userId', stage.cast.other.id)
  return path.startsWith('health') ? `/${filled}` : `/api/${filled}`
}

/** What names nothing of a stage cannot change it either. */
const speaksOf = ({ roomId, invite, uploadId }: Stage, asked: string) =>
  [roomId, invite.code, uploadId].some((name) => asked.includes(name))

async function statusFor(caller: Caller, route: Route, stage: Stage): Promise<number> {
  const { at, body } = RIGHTS[nameOf(route)] ?? { may: [] }
  const answer = await request(`${cluster.url()}${addressOf(route, stage, at)}`, {
    method: route.method,
    headers: {
      ...(caller === 'nobody' ? {} : { authorization: `Bearer ${stage.cast[caller].token}` }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body(stage)) }),
  })
  return answer.status
}

test('every route of the server and every command is in the list of rights', () => {
  // Signed links: whoever holds one may do what it says.
  const asked = routes.map(nameOf).filter((name) => !name.includes('blobs/'))
  expect(asked.filter((name) => !(name in RIGHTS))).toEqual([])
  expect(Object.keys(RIGHTS).filter((name) => !asked.includes(name))).toEqual([])
  expect(Object.keys(COMMAND_RIGHTS).sort()).toEqual([...COMMANDS].sort())
})

describe.each(KINDS)('in a %s room', (kind) => {
  // For whoever changes nothing: because they only look, or because they must not.
  let shared: Stage
  let cast: Cast
  let tabs: Map<Caller, Tab>
  beforeAll(async () => {
    cast = await engage(cluster, founder, kind)
    shared = await setStage(cast, kind, { upload: true })
    const connected = SOMEBODY.map(async (caller) => [caller, await cast[caller].tab(cluster.url())] as const)
    tabs = new Map(await Promise.all(connected))
  })
  afterAll(() => tabs.forEach((tab) => tab.close()))
  const stageFor = async (route: Route) => {
    const { at, body } = RIGHTS[nameOf(route)] ?? {}
    const asked = addressOf(route, shared, at) + JSON.stringify(body?.(shared) ?? {})
    if (route.method === 'GET' || !speaksOf(shared, asked)) return shared
    return setStage(cast, kind, { upload: route.path.includes('uploads/:id') })
  }

  const rows = routes
    .filter((route) => nameOf(route) in RIGHTS)
    .map((route) => [nameOf(route), route] as const)
  test.each(rows)('%s is for whom it is for, and for nobody else', async (name, route) => {
    const { may = [], mayPublic = may, asks = CALLERS } = RIGHTS[name] ?? {}
    const allowed = kind === 'public' ? mayPublic : may
    for (const caller of asks.filter((one) => !allowed.includes(one))) {
      const status = await statusFor(caller, route, shared)
      expect([caller, REFUSED.includes(status), status]).toEqual([caller, true, status])
    }
    for (const caller of allowed) {
      const status = await statusFor(caller, route, await stageFor(route))
      expect([caller, REFUSED.includes(status), status]).toEqual([caller, false, status])
    }
  })

  test.each(COMMANDS)('the command %s is for whom it is for, and for nobody else', async (command) => {
    const { may, payload } = COMMAND_RIGHTS[command]
    for (const [caller, tab] of tabs) {
      const changes = may.includes(caller) && speaksOf(shared, JSON.stringify(payload(shared)))
      const stage = changes ? await setStage(cast, kind) : shared
      const ack = await tab.ask(command, payload(stage) as never)
      const code = ack.ok ? 'ok' : ack.error.code
      const refused = code === 'forbidden' || code === 'not_found'
      expect([caller, refused, code]).toEqual([caller, !may.includes(caller), code])
    }
  })
})
