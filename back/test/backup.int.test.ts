import { existsSync } from 'node:fs'
import { cp, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Accepted, JoinedRoom, Response } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Manifest, readManifest } from '../src/backup/manifest.js'
import { Refusal } from '../src/backup/refusal.js'
import { restoreBackup } from '../src/backup/restore.js'
import { readConfig } from '../src/config.js'
import { run, start, storesOf } from './backup/commands.js'
import { type Done, talk } from './backup/talk.js'
import { Cluster, until } from './harness.js'
import { Person, post } from './person.js'
import { get, send } from './uploader.js'

const PASSWORD = 'correct horse battery'

let dir: string
let papo: Cluster
let other: Cluster
let alice: Person
let bob: Person
const uploads = () => join(dir, 'uploads')
const backup = () => join(dir, 'backups', 'papo')
const here = () => storesOf(papo, uploads())
const there = () => storesOf(other, join(dir, 'restored'))

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'papo-backup-'))
  ;[papo, other] = await Promise.all([
    Cluster.start({ instances: 2, workers: 1, env: { UPLOADS_DIR: uploads() } }),
    Cluster.start({ instances: 0, workers: 0, env: { UPLOADS_DIR: join(dir, 'restored') } }),
  ])
  alice = await papo.person('alice')
  bob = await papo.person('bob')
})
afterAll(async () => {
  await Promise.all([papo.stop(), other.stop()])
  await rm(dir, { recursive: true, force: true })
})

/** I2: between 1 and the last seq of each room there is no hole, but for recorded ranges that were never used. */
const holes = async ({ db }: Cluster) =>
  (
    await db.query<{ room_id: string; first: string; before: string }>(`
      WITH used AS (
        SELECT room_id, seq AS first, seq AS last FROM message
        UNION ALL SELECT room_id, seq, seq FROM room_event
        UNION ALL SELECT room_id, from_seq, to_seq FROM room_void)
      SELECT room_id, first, before FROM (
        SELECT room_id, first, lag(last, 1, 0::bigint) OVER (PARTITION BY room_id ORDER BY first) AS before FROM used
      ) AS x WHERE first <> before + 1`)
  ).rows

/** I1, and what was done to messages afterwards. */
async function isThere({ db }: Cluster, what: Done): Promise<boolean> {
  const ask = async (sql: string, ...values: unknown[]) => (await db.query(sql, values)).rowCount
  const { roomId } = what
  if (what.kind === 'sent')
    return (
      (await ask(
        'SELECT 1 FROM message WHERE room_id = $1 AND sender_id = $2 AND client_id = $3',
        ...[roomId, what.senderId, what.clientId],
      )) === 1 &&
      (await ask(
        'SELECT 1 FROM message WHERE room_id = $1 AND seq = $2 AND client_id = $3',
        roomId,
        what.seq,
        what.clientId,
      )) === 1
    )
  const found = 'SELECT 1 FROM message WHERE room_id = $1 AND seq = $2'
  if (what.kind === 'edited')
    return (await ask(`${found} AND body = $3`, roomId, what.target, what.body)) === 1
  if (what.kind === 'deleted')
    return (await ask(`${found} AND deleted_at IS NOT NULL`, roomId, what.target)) === 1
  const reaction = 'SELECT 1 FROM reaction WHERE room_id = $1 AND target = $2 AND user_id = $3 AND active'
  return (await ask(reaction, roomId, what.target, what.userId)) === 1
}

let room: JoinedRoom
let cursor: { roomId: string; epoch: number; since: number }
let lastSeen: Accepted
const done: Done[] = []
let before: Done[]
let lost: { clientId: string; body: string }
let fileId: string

test('a backup is taken while people write, edit, delete and react, and is for its owner alone', async () => {
  room = await alice.room('Workshop')
  await bob.join(room.id)
  const [a, b] = await Promise.all([alice.tab(papo.url(0)), bob.tab(papo.url(1))])
  const file = await send(alice, { roomId: room.id, type: 'text/plain', bytes: Buffer.from('the plan') })
  fileId = file.uploadId
  await a.do('message:send', { roomId: room.id, clientId: uuidv7(), body: '', attachments: [fileId] })
  const joined = await b.send(room.id, 'where bob was')
  cursor = { roomId: room.id, epoch: joined.epoch, since: joined.seq }

  const stops = [talk(alice, a, { roomId: room.id, done }), talk(bob, b, { roomId: room.id, done })]
  await until(() => done.length > 120)
  before = [...done]
  const { code, text } = await run('backup', ['--to', backup()], here())
  expect(text).toMatch(/is a backup of .*: \d+ tables with \d+ rows, 1 files/)
  expect(code).toBe(0)
  await Promise.all(stops.map((stop) => stop()))
  expect(done.length).toBeGreaterThan(before.length)
  lost = { clientId: uuidv7(), body: 'said after the backup' }
  lastSeen = await a.send(room.id, lost.body, lost.clientId)

  const manifest = await readManifest(backup())
  const { rows } = await papo.db.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  )
  const saved = [...manifest.tables.map(({ name }) => name), '_prisma_migrations']
  expect(saved.sort()).toEqual(rows.map(({ name }) => name).sort())
  for (const name of await readdir(backup(), { recursive: true })) {
    const { mode } = await stat(join(backup(), name))
    expect([name, mode & 0o077]).toEqual([name, 0])
  }
  expect(text + (await readFile(join(backup(), 'manifest.json'), 'utf8'))).not.toContain(
    new URL(papo.databaseUrl).password,
  )
})

/** What restoring a copy of the backup says after `harm` was done to it. */
async function harmed(name: string, harm: (copy: string, manifest: Manifest) => Promise<unknown>) {
  const copy = join(dir, name)
  await cp(backup(), copy, { recursive: true })
  await harm(copy, await readManifest(copy))
  const config = readConfig(there())
  const unstored = { keys: () => Promise.resolve(0) }
  const said = restoreBackup({ from: copy, config, unstored, say: () => undefined })
  return said.then(
    () => 'restored',
    (error: unknown) => (error instanceof Refusal ? error.message : error),
  )
}

async function flip(path: string): Promise<void> {
  const bytes = await readFile(path)
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
  await writeFile(path, bytes)
}

test('a damaged or unknown backup is refused by name before anything is written', async () => {
  const tables = harmed('tables', async (copy) => {
    await flip(join(copy, 'tables', 'message.copy.gz'))
    await truncate(join(copy, 'tables', 'room.copy.gz'), 20)
    await rm(join(copy, 'tables', 'session.copy.gz'))
  })
  expect(await tables).toMatch(
    /damaged:\n {2}tables\/message\.copy\.gz: is not as it was written \(SHA-256\)\n {2}tables\/room\.copy\.gz: has 20 bytes, not \d+\n {2}tables\/session\.copy\.gz: is missing$/,
  )
  const files = harmed('files', async (copy) => {
    const [name = ''] = await readdir(join(copy, 'files', 'objects'))
    await flip(join(copy, 'files', 'objects', name))
  })
  expect(await files).toMatch(/damaged:\n {2}files\/objects\/\S+: is not as it was written/)
  expect(await harmed('none', (copy) => rm(join(copy, 'manifest.json')))).toMatch(
    /is no backup, or one that was int/,
  )
  expect(await harmed('cut', (copy) => truncate(join(copy, 'manifest.json'), 200))).toMatch(
    /manifest\.json is damaged/,
  )
  const later = harmed('later', (copy, manifest) => {
    const migrations = [...manifest.migrations, { name: '29990101000000_later', checksum: 'x' }]
    return writeFile(join(copy, 'manifest.json'), JSON.stringify({ ...manifest, migrations }))
  })
  expect(await later).toMatch(/of a newer Papo: this one does not know the migration 29990101000000_later/)
  expect(await other.db.query(`SELECT to_regclass('room') AS room`)).toMatchObject({ rows: [{ room: null }] })
  expect(existsSync(join(dir, 'restored'))).toBe(false)
})

test('nothing is restored over what is there', async () => {
  const into = (env: Record<string, string>) => run('restore', ['--from', backup()], env)
  const [full, redis, files] = await Promise.all([
    into(here()),
    into({ ...there(), REDIS_URL: papo.redis.url }),
    into({ ...there(), UPLOADS_DIR: uploads() }),
  ])
  expect([full.code, full.text]).toEqual([1, expect.stringMatching(/the database is not empty \(.*room.*\)/)])
  expect([redis.code, redis.text]).toEqual([1, expect.stringMatching(/Redis is not empty \(\d+ keys\)/)])
  expect([files.code, files.text]).toEqual([1, expect.stringMatching(/uploads is not empty/)])
})

test('what is restored holds everything that was acknowledged before the backup began, once and in order', async () => {
  const { code, text } = await run('restore', ['--from', backup()], there())
  expect(text).toContain('start Papo now')
  expect(code).toBe(0)
  for (const what of before) expect([what, await isThere(other, what)]).toEqual([what, true])
  expect(await holes(other)).toEqual([])
  const seqs = before.flatMap((one) => (one.kind === 'sent' ? [one.seq] : []))
  expect(new Set(seqs).size).toBe(seqs.length)
})

test('Papo goes on with it: people log in, whoever comes back is set right, files are there', async () => {
  await Promise.all([other.addInstance(), other.addWorker()])
  const login = await post<Response<'tokens'>>(`${other.url()}/api/auth/token`, {
    login: 'bob',
    password: PASSWORD,
  })
  expect(login.status).toBe(200)
  const bobAgain = new Person(bob.user, login.body.accessToken, () => other.url())
  const aliceAgain = new Person(alice.user, alice.token, () => other.url()) // her session is there too
  const [b, a] = await Promise.all([bobAgain.tab(), aliceAgain.tab()])

  const synced = await b.do('room:sync', cursor)
  expect(synced).toMatchObject({ reset: true })
  expect(synced.epoch).toBeGreaterThan(lastSeen.epoch)
  const page = await bobAgain.messages(room.id, '?limit=100')
  const sent = new Map(done.flatMap((one) => (one.kind === 'sent' ? [[one.seq, one.body] as const] : [])))
  for (const { seq, body, deletedAt } of page.messages)
    if (sent.has(seq))
      expect(deletedAt ? '' : body.replace(', edited', '')).toBe(deletedAt ? '' : sent.get(seq))

  // A browser offers again what it was told and what the backup does not have; and what the backup has.
  const offered = await a.send(room.id, lost.body, lost.clientId)
  expect(offered.seq).toBeGreaterThan(lastSeen.seq)
  const [known] = before
  if (known?.kind !== 'sent') throw new Error('the first is a message')
  const tab = known.senderId === alice.id ? a : b
  expect((await tab.send(room.id, known.body, known.clientId)).seq).toBe(known.seq)
  await until(() => b.bodies(room.id).includes(lost.body))
  await until(async () => (await bobAgain.rooms()).every(({ head, persisted }) => persisted >= head))
  expect(await holes(other)).toEqual([])
  expect((await get(bobAgain, `/files/${fileId}`)).bytes.toString()).toBe('the plan')
  for (const process of [...other.instances, ...other.workers]) expect(process.errors).toEqual([])
})

test('a backup that is interrupted never looks like a whole one', async () => {
  const to = join(dir, 'backups', 'half')
  const holder = await papo.db.connect()
  const reached = (waiting: number) =>
    until(async () => {
      const { rowCount } = await papo.db.query(
        `SELECT 1 FROM pg_stat_activity WHERE application_name = 'papo-backup' AND wait_event_type = 'Lock'`,
      )
      return rowCount === waiting
    })
  await holder.query('BEGIN; LOCK TABLE quarantine IN ACCESS EXCLUSIVE MODE')
  const killed = start('backup', ['--to', to], here())
  await reached(1)
  killed.child.kill('SIGKILL')
  await killed.ended
  expect(await readdir(join(dir, 'backups'))).toEqual(['half.part', 'papo'])
  await expect(readManifest(`${to}.part`)).rejects.toThrow(/is no backup, or one that was interrupted/)
  expect(await run('backup', ['--to', to], here())).toMatchObject({
    code: 1,
    text: expect.stringContaining('half.part exists: a backup to there is under way, or was interrupted'),
  })
  await rm(`${to}.part`, { recursive: true })

  const asked = start('backup', ['--to', to], here())
  await reached(2) // the server has not noticed yet that the first is gone
  asked.child.kill('SIGTERM')
  expect(await asked.ended).toMatchObject({ code: 1, text: expect.stringContaining('nothing was kept') })
  await holder.query('COMMIT')
  holder.release()
  expect(await readdir(join(dir, 'backups'))).toEqual(['papo'])
})

test('while no worker stores what was acknowledged, no backup pretends to have it', async () => {
  await Promise.all(papo.workers.map((worker) => worker.stop()))
  const tab = await alice.tab()
  await tab.send(room.id, 'in Redis alone')
  const { code, text } = await run('backup', ['--to', join(dir, 'backups', 'lacking'), '--wait', '1'], here())
  expect(code).toBe(1)
  expect(text).toMatch(
    /1 room hold.* no backup was taken: is a worker up\? For example room [\w-]+ up to seq \d+/,
  )
  expect(await readdir(join(dir, 'backups'))).toEqual(['papo'])
})
