import type { PushPayload, Response } from '@papo/contract'
import type { Browser, CDPSession, Page, Worker } from 'playwright-core'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from '../../back/test/harness.js'
import { Person, post } from '../../back/test/person.js'
import { type Device, PushEndpoint } from '../../back/test/push.endpoint.js'
import { openBrowser, PASSWORD, Visitor } from './visitor.js'

let service: PushEndpoint
let cluster: Cluster
let browser: Browser
let alice: Visitor
/** Alice on another device. */
let elsewhere: Person
let bob: Person
let device: Device
let devtools: CDPSession
let worker: Worker
let registrationId = ''
let direct = ''

beforeAll(async () => {
  service = await PushEndpoint.start()
  device = service.device()
  cluster = await Cluster.start({ instances: 1, workers: 1, env: { OUTSIDE_ALLOW: service.host } })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await cluster?.stop()
  service?.stop()
})

/** No push service can be reached from here: the browser takes one on this machine, whose letters the test can read. */
function subscribeHere(subscription: Device['subscription']): void {
  let current: object | null = null
  Object.assign(PushManager.prototype, {
    getSubscription: () => Promise.resolve(current),
    subscribe: (options: object) => {
      const unsubscribe = () => {
        current = null
        return Promise.resolve(true)
      }
      current = { endpoint: subscription.endpoint, options, toJSON: () => subscription, unsubscribe }
      return Promise.resolve(current)
    },
  })
}

const said = async (body: string): Promise<number> => {
  const wish = { clientId: uuidv7(), body }
  return (await bob.ok<{ seq: number }>('POST', `/rooms/${direct}/messages`, wish)).seq
}
/** What arrived at the push service goes on to the browser's service worker, as it would by a real one. */
async function pass(payload: PushPayload): Promise<void> {
  const { origin } = new URL(cluster.url())
  await devtools.send('ServiceWorker.deliverPushMessage', {
    origin,
    registrationId,
    data: JSON.stringify(payload),
  })
}
/** What of a service worker is used here. */
type Scope = {
  registration: ServiceWorkerRegistration
  NotificationEvent: new (type: string, init: { notification: Notification }) => Event
  dispatchEvent: (event: Event) => boolean
}
type Shown = { title: string; body: string; tag: string }
const shown = (): Promise<Shown[]> =>
  worker.evaluate(async () => {
    const { registration } = globalThis as unknown as Scope
    const notes = await registration.getNotifications()
    return notes.map(({ title, body, tag }) => ({ title, body, tag }))
  })
/** Runs in a page: notes down what it has shown, and when. */
function noteShown(): void {
  const { prototype } = ServiceWorkerRegistration
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it gets its registration below
  const show = prototype.showNotification
  prototype.showNotification = async function (title, options) {
    await show.call(this, title, options)
    const done = ((globalThis as { shownHere?: Map<string, number> }).shownHere ??= new Map<string, number>())
    done.set(options?.tag ?? '', performance.now())
  }
}
/** Chromium forgets a notification that is asked for while it is being displayed: nobody asks for half a second. */
const shownByPage = (tag: string) =>
  until(
    () =>
      page.evaluate((wanted) => {
        const at = (globalThis as { shownHere?: Map<string, number> }).shownHere?.get(wanted)
        return at !== undefined && performance.now() - at > 500
      }, tag),
    { what: `the tab shows ${tag}` },
  )
const letterAbout = (seq: number) =>
  until(
    () => device.letters.find(({ payload }) => payload.type === 'message' && payload.seq === seq)?.payload,
    { what: `the letter about ${seq} arrives` },
  )
const presence = async () => (await bob.ok<Response<'user'>>('GET', `/users/${elsewhere.id}`)).user.presence

test('notifications are switched on by a click, and tried at once', async () => {
  alice = await Visitor.arrive(browser, cluster.url(), 'alice')
  const { context, page } = alice
  await context.grantPermissions(['notifications'], { origin: cluster.url() })
  await context.addInitScript(subscribeHere, device.subscription)
  await context.addInitScript(noteShown)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.goto(`${cluster.url()}/#/settings/notifications`)
  await page.reload()
  devtools = await context.newCDPSession(page)
  devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    registrationId = registrations.find(({ isDeleted }) => !isDeleted)?.registrationId ?? registrationId
  })
  await devtools.send('ServiceWorker.enable')
  worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
  const wanted = page.getByRole('switch', { name: 'Notifications on this device' })
  expect(await wanted.isChecked()).toBe(false)
  await wanted.click()
  await page.getByText('also while Papo is closed').waitFor()
  await page.getByRole('button', { name: 'Try it' }).click()
  await page.getByText('It is on its way').waitFor()
  const trial = await until(() => device.letters[0]?.payload, { what: 'the trial arrives' })
  await pass(trial)
  await until(async () => (await shown()).some(({ tag }) => tag === 'test'), { what: 'it is shown' })
})

test('with all tabs closed one message is one notification, however often it is brought', async () => {
  bob = await cluster.person('bob')
  const me = await alice.page.evaluate(() => localStorage.getItem('papo:signed-in'))
  const tokens = await post<Response<'tokens'>>(`${cluster.url()}/api/auth/token`, {
    login: 'alice',
    password: PASSWORD,
  })
  elsewhere = new Person({ id: me } as Person['user'], tokens.body.accessToken, () => cluster.url())
  direct = (await bob.ok<Response<'joinedRoom'>>('POST', '/direct', { userIds: [elsewhere.id] })).room.id
  // A page of nobody's, so that the browser stays open.
  const blank = await alice.context.newPage()
  devtools = await alice.context.newCDPSession(blank)
  await devtools.send('ServiceWorker.enable')
  await alice.page.close()
  await until(async () => (await presence()) === 'offline', { what: 'alice is gone' })
  const seq = await said('**Are** you there?')
  const letter = await letterAbout(seq)
  await pass(letter)
  const note = { title: 'bob', body: 'Are you there?', tag: `${direct}:${seq}` }
  await until(async () => (await shown()).some(({ tag }) => tag === note.tag), { what: 'it is shown' })
  await pass(letter)
  await pass(await letterAbout(await said('hello?')))
  await until(async () => (await shown()).some(({ body }) => body === 'hello?'), { what: 'so is the next' })
  expect((await shown()).filter(({ tag }) => tag === note.tag)).toEqual([note])
})

let page: Page

test('reading a room puts its notifications away', async () => {
  page = await alice.context.newPage()
  await page.goto(`${cluster.url()}/#/rooms/${direct}`)
  await page.locator('.message-body', { hasText: 'hello?' }).waitFor()
  await until(async () => (await shown()).every(({ tag }) => !tag.startsWith(direct)), {
    what: 'nothing of the room is left',
  })
})

test('nothing is shown of the room in view, even if it is pushed', async () => {
  await page.bringToFront()
  const before = device.calls
  const seq = await said('look here')
  await page.locator('.message-body', { hasText: 'look here' }).waitFor()
  const [sample] = device.letters.map(({ payload }) => payload).filter(({ type }) => type === 'message')
  const own = { ...sample, seq, tag: `${direct}:${seq}`, body: 'look here' } as PushPayload
  const other = { ...own, roomId: uuidv7(), tag: 'other', body: 'of another room' } as PushPayload
  await pass(own)
  await pass(other)
  await until(async () => (await shown()).some(({ tag }) => tag === 'other'), { what: 'the other is shown' })
  expect((await shown()).filter(({ tag }) => tag.startsWith(direct))).toEqual([])
  expect(device.calls).toBe(before)
})

test('a tab that nobody looks at and a push make one notification; read elsewhere, it goes', async () => {
  await page.goto(`${cluster.url()}/#/settings/notifications`)
  // Until then the room is still in view, and what comes is read.
  await page.getByRole('switch', { name: 'Notifications on this device' }).waitFor()
  await page.evaluate(() => void (document.hasFocus = () => false))
  const seq = await said('psst')
  const tag = `${direct}:${seq}`
  const mine = async () => (await shown()).filter((note) => note.tag === tag)
  await shownByPage(tag)
  expect(await mine()).toHaveLength(1)
  const [sample] = device.letters.map(({ payload }) => payload).filter(({ type }) => type === 'message')
  await pass({ ...sample, seq, tag, body: 'psst', url: `/#/rooms/${direct}/${seq}` } as PushPayload)
  await until(async () => (await mine()).length === 1, { what: 'there is one' })
  expect((await mine()).map(({ title }) => title)).toEqual(['bob'])
  await elsewhere.ok('POST', `/rooms/${direct}/read`, { seq })
  await until(async () => (await mine()).length === 0, { what: 'it is put away' })
})

test('a click leads to the very message', async () => {
  const seq = await said('the one to see')
  await shownByPage(`${direct}:${seq}`)
  await worker.evaluate(async (wanted) => {
    const scope = globalThis as unknown as Scope
    const notes = await scope.registration.getNotifications({ tag: wanted })
    const [notification] = notes
    if (notification) scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification }))
  }, `${direct}:${seq}`)
  await until(() => page.url().endsWith(`#/rooms/${direct}/${seq}`), { what: 'the tab is there' })
  await page.locator('.message-body', { hasText: 'the one to see' }).waitFor()
})

test('switched off, nothing arrives any more, and nothing stays after logging out', async () => {
  await page.goto(`${cluster.url()}/#/settings/notifications`)
  await page.getByRole('switch', { name: 'Notifications on this device' }).click()
  await page.getByText('Shown by the system').waitFor()
  const rows = async () => (await cluster.db.query('SELECT 1 FROM push_subscription')).rowCount
  await until(async () => (await rows()) === 0, { what: 'the server has forgotten the device' })
  await page.getByRole('button', { name: 'Log out' }).click()
  await page.getByRole('button', { name: 'Log in' }).waitFor()
  await until(async () => (await shown()).length === 0, { what: 'no note is left' })
  expect([alice.problems, service.problems]).toEqual([[], []])
})
