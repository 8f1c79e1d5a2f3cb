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

const KINDS: Kind[] = ['private', 'public']
const REFUSED = [401, 403, 404]

let cluster: Cluster
let founder: Person
const routes = await routesOf()
const nameOf = ({ method, path }: Route) => `${method} ${path}`

beforeAll(async () => {
  cluster = await Cluster.start({ instances: 1, workers: 1 })
  // The first account owns the installation.
  founder = await cluster.person('founder')
})
afterAll(() => cluster.stop())

/** Where a route leads on this stage: `:id` is the room and `:userId` one of its members, unless the policy says otherwise. */
function addressOf({ path }: Route, stage: Stage, at?: (stage: Stage) => string): string {
  const filled = at?.(stage) ?? path.replace(':id', stage.roomId).replace(':userId', stage.cast.other.id)
  return path.startsWith('health') ? `/${filled}` : `/api/${filled}`
}

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
  beforeAll(async () => {
    cast = await engage(cluster, founder, kind)
    shared = await setStage(cast, kind, { upload: true })
  })
  const stageFor = async ({ method, path }: Route) =>
    method === 'GET' ? shared : setStage(cast, kind, { upload: path.includes('uploads/:id') })

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
    for (const caller of CALLERS) {
      if (caller === 'nobody') continue
      const stage = may.includes(caller) ? await setStage(cast, kind) : shared
      const tab = await cast[caller].tab(cluster.url())
      const ack = await tab.ask(command, payload(stage) as never)
      tab.close()
      const code = ack.ok ? 'ok' : ack.error.code
      const refused = code === 'forbidden' || code === 'not_found'
      expect([caller, refused, code]).toEqual([caller, !may.includes(caller), code])
    }
  })
})
