import { createConnection } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { startRedis } from './redis.mjs'
import { tempDir } from './temp-dir.js'

/** One inline command, the first chunk of the answer. */
function ask(port: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1', () => socket.write(`${command}\r\n`))
    socket.once('error', reject)
    socket.once('data', (data) => {
      socket.destroy()
      resolve(data.toString().trim())
    })
  })
}

test('a Redis that is killed right after its answer still has the write when it returns', async () => {
  const dir = tempDir()
  const first = await startRedis({ dir })
  expect(await ask(first.port, 'SET name alice')).toBe('+OK')
  await first.kill()
  const second = await startRedis({ dir, port: first.port })
  onTestFinished(() => second.stop())
  expect(second.keeps).toBe(true)
  expect(await ask(first.port, 'GET name')).toBe('$5\r\nalice')
})

test('a full Redis refuses writes and drops nothing', async () => {
  const redis = await startRedis({ dir: tempDir(), settings: { maxmemory: '100kb' } })
  onTestFinished(() => redis.stop())
  expect(await ask(redis.port, 'SET name alice')).toMatch(/^-OOM/)
})

test('the JavaScript stand-in answers, and says that it keeps nothing', async () => {
  const redis = await startRedis({ dir: tempDir(), javascriptOnly: true })
  onTestFinished(() => redis.stop())
  expect(redis).toMatchObject({ name: 'js-redis-server', keeps: false })
  expect(await ask(redis.port, 'SET name alice')).toBe('+OK')
})

test('a Redis that cannot start says why in one line', async () => {
  const first = await startRedis({ dir: tempDir() })
  onTestFinished(() => first.stop())
  await expect(startRedis({ dir: tempDir(), port: first.port })).rejects.toThrow(/redis-server did not start/)
})
