import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from '../../back/test/harness.js'
import { openBrowser, Visitor } from './visitor.js'

let cluster: Cluster
let browser: Browser
let alice: Visitor
let bob: Visitor

beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 1, haproxy: true })
  browser = await openBrowser()
  alice = await Visitor.arrive(browser, address(), 'alice')
  bob = await Visitor.arrive(browser, address(), 'bob')
  // So high that every message is drawn, and can be counted.
  for (const { page } of [alice, bob]) await page.setViewportSize({ width: 1280, height: 4000 })
})
afterAll(async () => {
  await browser?.close()
  await cluster?.stop()
})

function address(): string {
  if (!cluster.haproxy) throw new Error('no HAProxy')
  return cluster.haproxy.url
}

/** Both have exactly these messages on the screen, in whichever order, but in the same one. */
async function bothShow(bodies: readonly string[]): Promise<void> {
  const wanted = [...bodies].sort().join('\n')
  for (const visitor of [alice, bob])
    await until(async () => [...(await visitor.bodies())].sort().join('\n') === wanted, {
      what: `${visitor.name} sees all of it, and nothing twice`,
      withinMs: 40_000,
    })
  expect(await alice.bodies()).toEqual(await bob.bodies())
}

/** Both talk (no more than fits on a page of history) while `disaster` strikes: nothing is lost, doubled or out of order, then and after a reload. */
async function talkThrough(what: string, disaster: () => Promise<void>): Promise<void> {
  const shown = await alice.bodies()
  const said: string[] = []
  const talk = async (visitor: Visitor) => {
    for (let n = 1; n <= 8; n++) {
      const words = `${visitor.name} on ${what}, ${n}`
      said.push(words)
      await visitor.say(words)
      await visitor.sees(words)
    }
  }
  const talking = Promise.all([talk(alice), talk(bob)])
  await until(() => said.length >= 6, { what: 'they are talking' })
  await disaster()
  await talking
  await bothShow([...shown, ...said])
  for (const visitor of [alice, bob])
    await until(async () => (await visitor.deliveries()).every((state) => state === 'saved'), {
      what: `all that ${visitor.name} said is saved`,
    })
  await Promise.all([alice.reload(), bob.reload()])
  await bothShow([...shown, ...said])
}

test('two people on two instances make a room, find it and write to each other', async () => {
  expect(alice.instanceId).not.toBe(bob.instanceId)
  await alice.makeRoom('Parrots')
  await bob.joinRoom('Parrots')
  await alice.say('Hello, Bob')
  await bob.sees('Hello, Bob')
  await bob.say('Hello, Alice\nhow are you?')
  await alice.sees('how are you?')
  await bothShow(['Hello, Bob', 'Hello, Alice\nhow are you?'])
})

test('a reaction, a reply, an edit and a deletion reach the other one', async () => {
  const { page } = alice
  const greeting = page.locator('.message', { hasText: 'how are you?' })
  await greeting.hover()
  await greeting.getByRole('button', { name: 'React' }).click()
  await page.getByRole('button', { name: 'React with 🎉' }).click()
  await bob.page.getByRole('button', { name: '🎉, 1 person: alice' }).waitFor()
  await greeting.hover()
  await greeting.getByRole('button', { name: 'Reply', exact: true }).click()
  await alice.say('Fine')
  await bob.page.getByRole('button', { name: 'bob Hello, Alice' }).waitFor()
  await until(async () => (await alice.deliveries()).at(-1) !== 'waiting', { what: 'it can be changed' })
  await page.getByRole('textbox', { name: 'Message Parrots' }).press('ArrowUp')
  await alice.say('Fine, thanks')
  await bob.sees('Fine, thanks (edited)')
  const reply = page.locator('.message', { hasText: 'Fine, thanks' })
  await reply.hover()
  await reply.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await bob.page.getByText('This message was deleted.').waitFor()
})

test('a direct message shows as unread, is read, and is answered', async () => {
  await alice.writeTo('bob')
  const roomId = alice.page.url().split('/').at(-1) ?? ''
  await until(() => bob.letInto.includes(roomId), { what: 'bob is told of the new room' })
  await bob.page.getByRole('link', { name: 'alice' }).waitFor()
  await alice.say('Only for you')
  await bob.page.getByRole('link', { name: /alice.*1 unread message/ }).waitFor()
  await until(async () => (await bob.page.title()).startsWith('(1)'), { what: 'the title counts it' })
  await bob.openRoom('alice')
  await bob.sees('Only for you')
  await until(async () => !(await bob.page.title()).startsWith('('), { what: 'it is read' })
  await bob.say('Thank you')
  await alice.sees('Thank you')
  await bothShow(['Only for you', 'Thank you'])
})

test('after a reload both see the same messages in the same order', async () => {
  const before = await alice.bodies()
  await Promise.all([alice.reload(), bob.reload()])
  await bothShow(before)
  await Promise.all([alice.openRoom('Parrots'), bob.openRoom('Parrots')])
  await bothShow(['Hello, Bob', 'Hello, Alice\nhow are you?'])
})

test('kill -9 of an instance in the middle of a conversation costs nothing', async () => {
  const lost = alice.instanceId
  const victim = cluster.instances.find((one) => one.lines.some((line) => line['instance'] === lost))
  if (!victim) throw new Error('nobody knows the instance of alice')
  await talkThrough('instance', () => victim.kill('SIGKILL'))
  expect(alice.instanceId).toBe(bob.instanceId)
})

test('neither does a crash of Redis, after which the room has a new epoch', async () => {
  await talkThrough('Redis', () => cluster.restartRedis())
})

test('what is written while no server runs goes out in order when one is back', async () => {
  const shown = await bob.bodies()
  await Promise.all(cluster.instances.map((instance) => instance.kill('SIGKILL')))
  const words = ['first', 'second', 'third']
  for (const word of words) await alice.say(word)
  await alice.sees('third')
  expect((await alice.deliveries()).slice(-3)).toEqual(['waiting', 'waiting', 'waiting'])
  await alice.page.getByText('Reconnecting…').waitFor()
  const instance = await cluster.addInstance()
  await cluster.haproxy?.reload([`127.0.0.1:${instance.port}`])
  await bob.sees('third')
  expect(await bob.bodies()).toEqual([...shown, ...words])
  await bothShow([...shown, ...words])
})

test('nothing went wrong in the pages', () => {
  expect([...alice.problems, ...bob.problems]).toEqual([])
})
