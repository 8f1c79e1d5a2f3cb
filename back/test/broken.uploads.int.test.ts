import { readdirSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import { ask } from './uploader.js'

const SIZE = 4_194_304
let cluster: Cluster
let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'papo-broken-'))
  cluster = await Cluster.start({ instances: 1, workers: 0, env: { UPLOADS_DIR: dir } })
})
afterAll(async () => {
  await cluster.stop()
  rmSync(dir, { recursive: true, force: true })
})

/** Begins to send, and is gone before half of it. */
function breakOff(url: URL, headers: Record<string, string>): Promise<void> {
  return new Promise((resolve) => {
    const sending = request(url, { method: 'PUT', headers: { ...headers, 'content-length': SIZE } })
    sending.on('error', () => resolve())
    sending.write(Buffer.alloc(65_536), () => sending.destroy(new Error('gone')))
  })
}

test('a thousand uploads that were broken off leave neither files nor rows nor descriptors', async () => {
  const pid = cluster.instances[0]?.child.pid ?? 0
  const descriptors = () => readdirSync(`/proc/${pid}/fd`).length
  const alice = await cluster.person('alice')
  const { id: roomId } = await alice.room('broken')
  const people = [alice, ...(await Promise.all(['bob', 'carol', 'dave'].map((name) => cluster.person(name))))]
  for (const person of people) await person.join(roomId)
  const open = descriptors()
  for (let round = 0; round < 250; round++)
    await Promise.all(
      people.map(async (person) => {
        const asked = await ask(person, { roomId, type: 'video/mp4', bytes: Buffer.alloc(0), size: SIZE })
        expect(asked.status).toBe(201)
        await breakOff(new URL(asked.body.url ?? '', person.home), asked.body.headers)
        await person.ok('DELETE', `/uploads/${asked.body.uploadId}`)
      }),
    )
  const left = () =>
    readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  await until(() => left().length === 0, { what: 'nothing is left in the folder' })
  await until(() => descriptors() <= open + 20, { what: 'descriptors are given back' })
  expect((await cluster.db.query('SELECT id FROM file')).rowCount).toBe(0)
})
