import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo, Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DynamicModule, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { NestExpressApplication } from '@nestjs/platform-express'
import { pino } from 'pino'
import { findVersitygw, startVersitygw } from '../../scripts/versitygw.mjs'
import { bucketControllers, bucketProviders } from '../src/bucket/bucket.parts.js'
import { Bucket } from '../src/bucket/bucket.js'
import { CONFIG, readConfig } from '../src/config.js'
import { HTTP_OPTIONS, setupHttp } from '../src/http/setup.js'
import { LOGGER } from '../src/logger.js'
import { MiniS3 } from './s3/mini.js'
import { until } from './until.js'

export type Storage = {
  bucket: Bucket
  /** Our own address, which relative links are below. */
  url: string
  /** Of the disk driver. */
  dir: string
  /** From now on nothing can be stored or read. */
  goAway: () => Promise<void>
  close: () => Promise<void>
}

const KEYS = { accessKey: 'papo', secretKey: 'a-secret-of-the-bucket' }
const STORES = { DATABASE_URL: 'postgresql://x', REDIS_URL: 'redis://x' }
const logger = pino({ level: 'silent' })

@Module({})
class StorageModule {
  static with(env: Record<string, string>): DynamicModule {
    const config = readConfig({ ...STORES, ...env })
    const given = [
      { provide: CONFIG, useValue: config },
      { provide: LOGGER, useValue: logger },
    ]
    return {
      module: StorageModule,
      controllers: bucketControllers,
      providers: [...given, ...bucketProviders],
    }
  }
}

/** Our HTTP side with the bucket alone: no database, nobody logged in. */
async function serve(env: Record<string, string>) {
  const app = await NestFactory.create<NestExpressApplication>(StorageModule.with(env), {
    ...HTTP_OPTIONS,
    logger: false,
    forceCloseConnections: true,
  })
  setupHttp(app, readConfig({ ...STORES, ...env }), logger)
  await app.listen(0, '127.0.0.1')
  const { port } = (app.getHttpServer() as Server).address() as AddressInfo
  return { bucket: app.get(Bucket), url: `http://127.0.0.1:${port}`, close: () => app.close() }
}

export async function onDisk(): Promise<Storage> {
  const parent = mkdtempSync(join(tmpdir(), 'papo-'))
  const dir = join(parent, 'uploads')
  const served = await serve({ UPLOADS_DIR: dir })
  return {
    ...served,
    dir,
    goAway: async () => {
      rmSync(dir, { recursive: true, force: true })
      writeFileSync(dir, '')
    },
    close: async () => {
      await served.close()
      rmSync(parent, { recursive: true })
    },
  }
}

type Server3 = { url: string; stop: () => Promise<unknown> }

async function inBucket(server: Server3, dir: string): Promise<Storage> {
  const served = await serve({
    S3_BUCKET: 'files',
    S3_ENDPOINT: server.url,
    S3_ACCESS_KEY: KEYS.accessKey,
    S3_SECRET_KEY: KEYS.secretKey,
  })
  // Nobody made the bucket: our own start does.
  await until(() => served.bucket.list('').then(Array.isArray, () => false), { what: 'the bucket is there' })
  return {
    ...served,
    dir,
    goAway: async () => void (await server.stop()),
    close: async () => {
      await served.close()
      await server.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

export async function inMiniS3(): Promise<Storage> {
  const server = new MiniS3(KEYS)
  const url = await server.listen()
  return inBucket({ url, stop: () => server.close() }, mkdtempSync(join(tmpdir(), 'papo-')))
}

const program = await findVersitygw((line) => process.stdout.write(`${line}\n`))
/** A real server, where this machine has one or can build it. */
export const inVersitygw =
  program === undefined
    ? undefined
    : async (): Promise<Storage> => {
        const dir = mkdtempSync(join(tmpdir(), 'papo-'))
        return inBucket(await startVersitygw(program, { dir, ...KEYS }), dir)
      }
