import { expect, it } from 'vitest'
import { reachableFrom } from './servers.js'

const at = (port: number) => `0100007F:${port.toString(16).toUpperCase()}`
const listens = (pid: number, port: number) => ({ pid, local: at(port), remote: at(0), isListening: true })
const connects = (pid: number, port: number) => ({
  pid,
  local: at(50_000 + pid),
  remote: at(port),
  isListening: false,
})

it('finds who serves an address, and no other cluster of the machine', () => {
  const [proxy, back, worker, redis] = [1, 2, 3, 4]
  const found = reachableFrom(8080, [
    ...[listens(proxy, 8080), listens(back, 3000), listens(redis, 6379)],
    ...[connects(proxy, 3000), connects(back, 6379), connects(worker, 6379)],
    ...[listens(11, 8081), listens(12, 6380), connects(11, 6380), connects(13, 6380)],
  ])
  expect(found.sort()).toEqual([proxy, back, worker, redis])
})

it('does not take the test itself for a server', () => {
  expect(reachableFrom(8080, [listens(1, 8080), connects(process.pid, 8080)])).toEqual([1])
})
