import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { findVersitygw, startVersitygw } from '../../scripts/versitygw.mjs'
import type { Bucket } from '../src/bucket/bucket.js'
import { DiskBucket } from '../src/bucket/disk.bucket.js'
import { S3Bucket } from '../src/bucket/s3.bucket.js'
import { readConfig } from '../src/config.js'
import { MiniS3 } from './s3/mini.js'

/** Where a cluster under test keeps its files, with a way to look into it past the cluster. */
export type Depot = {
  /** Settings of all processes. */
  env: Record<string, string>
  bucket: Bucket
  /** Makes it look as if it had been written so long ago. */
  age: (key: string, hours: number) => Promise<void>
  goAway: () => Promise<void>
  comeBack: () => Promise<void>
  stop: () => Promise<void>
}

const KEYS = { accessKey: 'papo', secretKey: 'a-secret-of-the-bucket' }
const BUCKET = 'files'
const STORES = { DATABASE_URL: 'postgresql://x', REDIS_URL: 'redis://x' }
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)
const folder = () => mkdtempSync(join(tmpdir(), 'papo-depot-'))

async function disk(): Promise<Depot> {
  const parent = folder()
  const [dir, away] = [join(parent, 'uploads'), join(parent, 'away')]
  const env = { UPLOADS_DIR: dir }
  const bucket = new DiskBucket(readConfig({ ...STORES, ...env }))
  await bucket.write('kept/there', Buffer.from('x'), 'text/plain')
  await bucket.delete(['kept/there'])
  return {
    ...{ env, bucket },
    age: async (key, hours) => {
      const { root, name } = bucket.placeOf(key)
      await utimes(join(root, name), hoursAgo(hours), hoursAgo(hours))
    },
    goAway: async () => {
      renameSync(dir, away)
      writeFileSync(dir, '')
    },
    comeBack: async () => {
      rmSync(dir)
      renameSync(away, dir)
    },
    stop: async () => rmSync(parent, { recursive: true, force: true }),
  }
}

function s3(url: string) {
  const env = {
    ...{ S3_BUCKET: BUCKET, S3_ENDPOINT: url },
    ...{ S3_ACCESS_KEY: KEYS.accessKey, S3_SECRET_KEY: KEYS.secretKey },
  }
  const bucket = new S3Bucket(readConfig({ ...STORES, ...env }), pino({ level: 'silent' }))
  return { env, bucket }
}

async function miniS3(): Promise<Depot> {
  const server = new MiniS3(KEYS)
  const url = await server.listen()
  return {
    ...s3(url),
    age: async (key, hours) => {
      const one = server.shelves.get(BUCKET)?.get(key)
      if (one) one.at = hoursAgo(hours)
    },
    goAway: () => server.close(),
    comeBack: async () => void (await server.listen(Number(new URL(url).port))),
    stop: () => server.close().catch(() => undefined),
  }
}

async function versitygw(program: string): Promise<Depot> {
  const dir = folder()
  let server = await startVersitygw(program, { dir, ...KEYS })
  const port = Number(new URL(server.url).port)
  return {
    ...s3(server.url),
    age: (key, hours) => utimes(join(dir, 'data', BUCKET, key), hoursAgo(hours), hoursAgo(hours)),
    goAway: async () => void (await server.stop()),
    comeBack: async () => {
      server = await startVersitygw(program, { dir, port, ...KEYS })
    },
    stop: async () => {
      await server.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

const program = await findVersitygw((line) => process.stdout.write(`${line}\n`))

/** All that there are: a real S3 server only where this machine has one or can build it. */
export const DEPOTS: [string, () => Promise<Depot>][] = [
  ['a folder on disk', disk],
  ['the strict S3 stand-in', miniS3],
  ...(program === undefined
    ? []
    : [['a real S3 server, versitygw', () => versitygw(program)] satisfies [string, () => Promise<Depot>]]),
]
