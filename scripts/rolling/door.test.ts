import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { startHaproxy } from '../haproxy.mjs'
import { openDoor, readSlots } from './door.mjs'

/** An instance at an address of its own on this machine. */
async function startBack(address: string) {
  const server = createServer((_request, response) => response.end(address))
  server.listen(0, address)
  await once(server, 'listening')
  onTestFinished(() => server.closeAllConnections())
  onTestFinished(() => void server.close())
  return `${address}:${(server.address() as AddressInfo).port}`
}

test('a closed door turns away even those whose cookie names it, and opens again', async () => {
  const backs = await Promise.all(['127.0.0.1', '127.0.0.2'].map(startBack))
  const proxy = await startHaproxy({ backs })
  onTestFinished(() => proxy.stop())
  const door = openDoor(proxy.command)
  await door.serves(['127.0.0.1'])
  const first = await fetch(proxy.url)
  const [there, cookie] = [await first.text(), first.headers.get('set-cookie')?.split(';')[0] ?? '']
  const answer = async () => (await fetch(proxy.url, { headers: { cookie } })).text()
  await door.close([there])
  expect(await answer()).not.toBe(there)
  await door.reopen()
  expect(readSlots(await proxy.command('show servers state instances')).map(({ forced }) => forced)).toEqual([
    false,
    false,
  ])
  await door.serves([there])
  expect(await answer()).toBe(there)
})

test('the columns of HAProxy are found by their names', () => {
  const answer = [
    '1',
    '# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight',
    '5 instances 1 back1 172.19.0.3 2 0 1',
    '5 instances 2 back2 172.19.0.7 0 33 1',
    '',
  ].join('\n')
  expect(readSlots(answer)).toEqual([
    { name: 'back1', address: '172.19.0.3', up: true, forced: false, unresolved: false },
    { name: 'back2', address: '172.19.0.7', up: false, forced: true, unresolved: true },
  ])
})
