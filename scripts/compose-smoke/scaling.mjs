// @ts-check
import { deepEqual, equal, notEqual, ok } from 'node:assert/strict'
import { until } from '../command.mjs'
import { openConversation } from './conversation.mjs'
import { publishes } from './one-box.mjs'

const CONNECTIONS = 12
const FOUND_TIMEOUT_MS = 120_000

/**
 * @typedef {import('./installation.mjs').Installation} Installation
 * @typedef {import('./conversation.mjs').Conversation} Conversation
 */

/**
 * docker-compose.scaling.yml: HAProxy, many instances, two workers.
 * @param {{ url: string, installation: Installation, check: import('./report.mjs').Report['check'] }} options
 */
export async function scaling({ url, installation, check }) {
  await check('scaling: the image is built', installation.build)
  await check('scaling: without --scale, four instances and two workers become healthy', async () => {
    await installation.up()
    await installation.healthy()
    deepEqual([(await installation.of('back')).length, (await installation.of('worker')).length], [4, 2])
  })
  await check('scaling: HAProxy alone publishes a port', () => publishes(installation, ['haproxy']))
  const conversation = await check('scaling: two people find each other', () => openConversation(url))
  await check('scaling: on two instances, both see the same messages', () => talkAcross(conversation))
  await check('scaling: a killed instance costs nobody a message', () => survive(conversation, installation))
  await check('scaling: --scale back=4 replaces it, and connections spread', async () => {
    await installation.up(['--scale', 'back=4'])
    await installation.healthy()
    equal((await installation.of('back')).length, 4)
    ok((await instancesOf(conversation)).size >= 2)
  })
  await check('scaling: HAProxy finds a fifth instance without an edit', async () => {
    await installation.up(['--scale', 'back=5'])
    await until(
      'connections reach all five',
      FOUND_TIMEOUT_MS,
      async () => (await instancesOf(conversation)).size === 5,
    )
    await conversation.agree()
  })
  await check('scaling: with two instances, one version is replaced by the next while two people talk', () =>
    rollOver(conversation, installation),
  )
}

/** @param {Conversation} conversation */
async function talkAcross({ alice, bob, another, hears, agree }) {
  const there = await elsewhere({ alice, another })
  await alice.send('hello bob')
  await Promise.all([hears(bob, 'hello bob'), hears(there, 'hello bob')])
  await there.send('hello alice')
  // The sender hears its own message as everyone does, on another instance maybe later than they.
  await Promise.all([alice, bob, there].map((listener) => hears(listener, 'hello alice')))
  deepEqual(there.lines(), alice.lines().slice(-there.lines().length))
  there.close()
  await agree()
}

/**
 * Alice's instance is killed while bob, on another one, goes on.
 * @param {Conversation} conversation
 * @param {Installation} installation
 */
async function survive({ alice, another, hears, agree, history }, installation) {
  const there = await elsewhere({ alice, another })
  const { instanceId } = await alice.connected()
  const killed = await containerOf(installation, instanceId)
  await Promise.all([installation.kill(killed), ...['one', 'two', 'three'].map((text) => there.send(text))])
  await alice.send('what happened?')
  notEqual((await alice.connected()).instanceId, instanceId)
  await hears(there, 'what happened?')
  await agree()
  const said = (await history()).map((line) => line.slice(line.indexOf(' ') + 1))
  deepEqual([...said].sort(), ['hello alice', 'hello bob', 'one', 'three', 'two', 'what happened?'])
  there.close()
}

/**
 * Every worker and every instance is replaced by another image.
 * @param {Conversation} conversation
 * @param {Installation} installation
 */
async function rollOver({ alice, bob, agree, history }, installation) {
  await installation.up(['--scale', 'back=2'])
  await agree()
  for (const service of ['back', 'worker']) await installation.succeed(service)
  const refusals = () => [...alice.refusals, ...bob.refusals]
  const [before, places] = [refusals().length, [await alice.connected(), await bob.connected()]]
  /** @type {string[]} */
  const said = []
  let over = false
  const talk = async () => {
    while (!over) {
      for (const person of [alice, bob]) {
        said.push(`while it rolls, ${said.length}`)
        await person.send(said.at(-1) ?? '')
      }
      // What is compared below is one page of history.
      await new Promise((wake) => setTimeout(wake, said.length < 20 ? 1_000 : said.length * 100))
    }
  }
  await Promise.all([talk(), installation.deploy().finally(() => (over = true))])
  await agree()
  deepEqual(refusals().slice(before), [])
  deepEqual(
    (await history()).slice(-said.length).map((line) => line.slice(line.indexOf(' ') + 1)),
    said,
  )
  for (const { instanceId } of places)
    for (const person of [alice, bob]) notEqual((await person.connected()).instanceId, instanceId)
  const now = [...(await installation.of('back')), ...(await installation.of('worker'))]
  deepEqual(await Promise.all(now.map(installation.isSuccessor)), [true, true, true, true])
}

/**
 * A connection of bob's to another instance than alice's: HAProxy gives each new one to the least busy.
 * @param {Pick<Conversation, 'alice' | 'another'>} conversation
 */
function elsewhere({ alice, another }) {
  return until('bob is on another instance', FOUND_TIMEOUT_MS, async () => {
    const [{ instanceId }, connection] = await Promise.all([alice.connected(), another()])
    if ((await connection.connected()).instanceId !== instanceId) return connection
    connection.close()
    return undefined
  })
}

/** @param {Conversation} conversation */
async function instancesOf({ another }) {
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, another))
  const places = await Promise.all(connections.map((connection) => connection.connected()))
  connections.forEach((connection) => connection.close())
  return new Set(places.map((place) => place.instanceId))
}

/**
 * @param {Installation} installation
 * @param {string} instanceId as its log names it
 */
async function containerOf(installation, instanceId) {
  for (const { id } of await installation.of('back'))
    if ((await installation.logs(id)).includes(`"instance":"${instanceId}"`)) return id
  throw new Error(`no container logs as instance ${instanceId}`)
}
