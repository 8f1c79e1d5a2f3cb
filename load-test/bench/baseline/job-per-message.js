// @ts-check
// B3: the usual chat design. One BullMQ job and one prisma.message.create per message.
import { env } from 'node:process'
import { PrismaPg } from '@prisma/adapter-pg'
import { Worker } from 'bullmq'
import { JOB_QUEUE } from '../names.js'

// By URL: this folder is checked without Papo's build.
const { PrismaClient } = await import(
  String(new URL('../../../back/dist/generated/prisma/client.js', import.meta.url))
)
const concurrency = Number(env['CONCURRENCY'])
const adapter = new PrismaPg({ connectionString: env['DATABASE_URL'] ?? '', max: concurrency })
const prisma = new PrismaClient({ adapter })
const { hostname: host, port } = new URL(env['REDIS_URL'] ?? '')

/** Without a result: BullMQ keeps results as JSON, which has no bigint. */
const store = async (/** @type {unknown} */ data) => {
  await prisma.message.create({ data, select: { seq: true } })
}
const worker = new Worker(JOB_QUEUE, ({ data }) => store(data), {
  connection: { host, port: Number(port) },
  concurrency,
})
await prisma.$connect()
await worker.waitUntilReady()
console.log('"msg":"working"')
