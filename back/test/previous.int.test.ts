import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrateDeploy } from '../../prisma/migrate.mjs'
import { Cluster, until } from './harness.js'
import type { PapoProcess } from './papo.process.js'
import type { Person } from './person.js'
import { buildPrevious, hasHistory, previousCommit } from './previous.version.js'
import { get, send } from './uploader.js'

const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations', import.meta.url))

if (!hasHistory) process.stdout.write('skip the version before this one: there is no git history here\n')

describe.skipIf(!hasHistory)('on the tables of this version', () => {
  let dir: string
  let cluster: Cluster
  let oldWorker: PapoProcess
  let alice: Person
  let bob: Person

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'papo-previous-'))
    const dist = buildPrevious(previousCommit(), dir)
    cluster = await Cluster.start({ instances: 0, workers: 0 })
    await migrateDeploy(cluster.databaseUrl, MIGRATIONS)
    ;[oldWorker] = await Promise.all([cluster.addWorker({}, dist), cluster.addInstance({}, dist)])
    alice = await cluster.person('alice')
    bob = await cluster.person('bob')
  })
  afterAll(async () => {
    await cluster.stop()
    await rm(dir, { recursive: true, force: true })
  })

  const stored = async (roomId: string) => {
    await until(async () =>
      (await alice.rooms()).find(({ id, head, persisted }) => id === roomId && persisted >= head),
    )
    const { rows } = await cluster.db.query<{ seq: number }>(
      `SELECT seq::int FROM message WHERE room_id = $1 UNION SELECT seq::int FROM room_event WHERE room_id = $1 ORDER BY 1`,
      [roomId],
    )
    return rows.map(({ seq }) => seq)
  }
  const upTo = (head: number) => Array.from({ length: head }, (_, i) => i + 1)
  let roomId: string

  test('the worker and the instance of the version before do all that they did', async () => {
    roomId = (await alice.room('Two versions')).id
    await bob.join(roomId)
    const [a, b] = await Promise.all([alice.tab(), bob.tab()])
    const aim = (seq: number) => ({ roomId, clientId: uuidv7(), seq })
    const { uploadId } = await send(alice, { roomId, type: 'text/plain', bytes: Buffer.from('plan') })
    const first = await a.do('message:send', {
      roomId,
      clientId: uuidv7(),
      body: '@bob see',
      attachments: [uploadId],
    })
    await b.do('message:send', { roomId, clientId: uuidv7(), body: 'in a thread', threadOf: first.seq })
    const second = await b.send(roomId, 'one more')
    await a.do('message:edit', { ...aim(first.seq), body: '@bob look' })
    await a.do('message:pin', aim(first.seq))
    await b.do('reaction:add', { ...aim(first.seq), emoji: '👍' })
    await b.do('reaction:remove', { ...aim(first.seq), emoji: '👍' })
    await a.do('read:set', { roomId, seq: second.seq })
    const { seq: head } = await b.do('message:delete', aim(second.seq))
    expect(await stored(roomId)).toEqual(upTo(head))
    expect((await get(bob, `/files/${uploadId}`)).bytes.toString()).toBe('plan')
    const { messages } = await bob.messages(roomId)
    expect(messages.map(({ body }) => body)).toContain('@bob look')
    for (const path of ['/auth/me', `/rooms/${roomId}/members`, `/rooms/${roomId}/pins`, '/admin/users'])
      expect([path, (await alice.call('GET', path)).status]).toEqual([path, 200])
    await bob.ok('PATCH', '/users/me', { statusText: 'between versions' })
    await bob.ok('POST', '/users/me/deletion', { password: 'correct horse battery', messages: 'keep' })
    for (const process of [...cluster.instances, ...cluster.workers]) expect(process.errors).toEqual([])
  })

  test('a worker of this version takes over from it, while the instance of the version before serves', async () => {
    const tab = await alice.tab()
    const running = cluster.addWorker()
    const before = await tab.send(roomId, 'while both run')
    await running
    await oldWorker.stop()
    expect(oldWorker.child.exitCode).toBe(0)
    const after = await tab.send(roomId, 'and after')
    expect(after.seq).toBeGreaterThan(before.seq)
    expect(await stored(roomId)).toEqual(upTo(after.seq))
    for (const process of [...cluster.instances, ...cluster.workers]) expect(process.errors).toEqual([])
  })
})
