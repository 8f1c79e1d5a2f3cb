import type { Browser } from 'playwright-core'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from '../../back/test/harness.js'
import { openBrowser, Visitor } from './visitor.js'

let cluster: Cluster
let browser: Browser
let alice: Visitor
let bob: Visitor

beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 1 })
  browser = await openBrowser()
  alice = await Visitor.arrive(browser, cluster.url(0), 'alice')
  bob = await Visitor.arrive(browser, cluster.url(1), 'bob')
  await alice.makeRoom('Threads')
  await bob.joinRoom('Threads')
})
afterAll(async () => {
  await browser?.close()
  await cluster?.stop()
})

const panelOf = ({ page }: Visitor) => page.getByRole('complementary', { name: 'Thread' })
const pinsOf = ({ page }: Visitor) => page.getByRole('complementary', { name: 'Pinned messages' })
const logOf = ({ page }: Visitor) => page.getByRole('log', { name: 'Messages in Threads' })
const rowOf = (visitor: Visitor, text: string) =>
  logOf(visitor).locator('.message:not(.thread-line)', { hasText: text })

async function answer(visitor: Visitor, text: string): Promise<void> {
  const field = panelOf(visitor).getByRole('textbox')
  await field.fill(text)
  await field.press('Enter')
}

async function openMenu(visitor: Visitor, text: string, item: string): Promise<void> {
  await rowOf(visitor, text).click({ button: 'right' })
  await visitor.page.getByRole('menuitem', { name: item }).click()
}

/** What stands in the thread's panel, from the first to the last. */
const said = (visitor: Visitor) => panelOf(visitor).locator('.message-text').allInnerTexts()
async function bothRead(texts: string[]): Promise<void> {
  for (const visitor of [alice, bob])
    await until(async () => (await said(visitor)).join('\n') === texts.join('\n'), {
      what: `${visitor.name} reads ${texts.join(', ')}`,
    })
}

test('a thread opens beside its message, both answer in it, and the counts live', async () => {
  await alice.say('Who brings the cake?')
  await bob.sees('Who brings the cake?')
  await rowOf(bob, 'cake').hover()
  await rowOf(bob, 'cake').getByRole('button', { name: 'Reply in thread' }).click()
  await panelOf(bob).getByText('No replies yet').waitFor()
  await answer(bob, 'I do')
  await rowOf(alice, 'cake').getByRole('button', { name: '1 reply' }).click()
  await answer(alice, 'With cherries?')
  await panelOf(bob).getByText('With cherries?').waitFor()
  await answer(bob, 'Of course')
  await bothRead(['Who brings the cake?', 'I do', 'With cherries?', 'Of course'])
  for (const visitor of [alice, bob]) {
    await rowOf(visitor, 'cake').getByRole('button', { name: '3 replies' }).waitFor()
    await panelOf(visitor).getByText('3 replies').waitFor()
    await logOf(visitor).locator('.thread-line', { hasText: 'Of course' }).waitFor()
  }
})

test('the address leads back into the thread after a reload, and what was missed is there', async () => {
  expect(alice.page.url()).toMatch(/#\/rooms\/[^/]+\/thread\/\d+$/)
  await alice.context.setOffline(true)
  await answer(bob, 'While you were away')
  await alice.context.setOffline(false)
  await bothRead(['Who brings the cake?', 'I do', 'With cherries?', 'Of course', 'While you were away'])
  await alice.page.reload()
  await bothRead(['Who brings the cake?', 'I do', 'With cherries?', 'Of course', 'While you were away'])
})

test('Esc closes it, the focus goes back to where it was opened, and in it one edits and deletes', async () => {
  const { page } = alice
  await panelOf(alice).getByRole('textbox').press('ArrowUp')
  await answer(alice, 'With sour cherries?')
  await panelOf(bob).getByText('With sour cherries?').waitFor()
  await panelOf(bob).locator('.message', { hasText: 'While you were away' }).click({ button: 'right' })
  await bob.page.getByRole('menuitem', { name: 'Delete' }).click()
  await bob.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await panelOf(alice).getByText('This message was deleted.').waitFor()
  await rowOf(alice, 'cake').getByRole('button', { name: '4 replies' }).waitFor()
  await page.keyboard.press('Escape')
  await panelOf(alice).waitFor({ state: 'detached' })
  const summary = rowOf(alice, 'cake').getByRole('button', { name: '4 replies' })
  await summary.focus()
  await page.keyboard.press('Enter')
  await panelOf(alice).getByRole('textbox').waitFor()
  await page.keyboard.press('Escape')
  await until(() => summary.evaluate((button) => button === document.activeElement), {
    what: 'the focus is back on what opened the thread',
  })
})

test('a thread that is not there says so and leads back', async () => {
  await alice.page.evaluate(() => (location.hash = location.hash.replace(/$/, '/thread/999999')))
  await panelOf(alice).getByText('This thread is not here').waitFor()
  await panelOf(alice).getByText('Back to the room').click()
  await panelOf(alice).waitFor({ state: 'detached' })
})

test('what one pins is pinned for the other at once, leads to its message, and can be unpinned', async () => {
  for (const visitor of [alice, bob]) {
    await visitor.page.getByRole('button', { name: '0 pinned messages' }).click()
    await pinsOf(visitor).getByText('Nothing is pinned yet').waitFor()
  }
  await openMenu(alice, 'cake', 'Pin')
  for (const visitor of [alice, bob]) {
    await pinsOf(visitor).getByText('Who brings the cake?').waitFor()
    await visitor.page.getByRole('button', { name: '1 pinned message' }).waitFor()
  }
  await pinsOf(bob)
    .getByRole('button', { name: /^alice/ })
    .click()
  await logOf(bob).locator('[data-highlighted]', { hasText: 'cake' }).waitFor()
  await pinsOf(bob).getByRole('button', { name: 'Unpin the message of alice' }).click()
  await pinsOf(alice).getByText('Nothing is pinned yet').waitFor()
  await alice.page.keyboard.press('Escape')
  await bob.page.keyboard.press('Escape')
})

test('one sees who has seen a message, and whoever hides it is seen no more', async () => {
  await alice.say('Seen by whom?')
  await bob.sees('Seen by whom?')
  const face = rowOf(alice, 'Seen by whom?').getByRole('button', { name: 'Seen by bob' })
  await face.click()
  const list = alice.page.getByRole('dialog', { name: 'Seen by' })
  await list.getByText('bob').waitFor()
  await alice.page.keyboard.press('Escape')
  await openMenu(alice, 'Seen by whom?', 'Seen by 1 person')
  await list.getByText('bob').waitFor()
  await alice.page.keyboard.press('Escape')
  await list.waitFor({ state: 'detached' })
  await bob.page.evaluate(() =>
    fetch('/api/users/me', {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ settings: { readReceipts: false } }),
    }),
  )
  await face.waitFor({ state: 'detached' })
})

test('on a phone the thread is a screen of its own, with a way back', async () => {
  await bob.page.setViewportSize({ width: 390, height: 780 })
  await rowOf(bob, 'cake').getByRole('button', { name: '4 replies' }).click()
  await panelOf(bob).getByText('I do').waitFor()
  await until(
    async () => {
      const box = await panelOf(bob).boundingBox()
      return box?.x === 0 && box.width === 390
    },
    { what: 'it fills the screen' },
  )
  await answer(bob, 'From the phone')
  await panelOf(bob).locator('.message', { hasText: 'From the phone' }).waitFor()
  await panelOf(bob).getByRole('button', { name: 'Back to the room' }).click()
  await panelOf(bob).waitFor({ state: 'detached' })
  await rowOf(bob, 'cake').getByRole('button', { name: '5 replies' }).waitFor()
  expect(await bob.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
})

test('a long thread opens at its end, loads what is older on the way up, and stays where one reads', async () => {
  const carol = await cluster.person('carol')
  const roomId = /rooms\/([^/]+)/.exec(alice.page.url())?.[1] ?? ''
  await carol.join(roomId)
  const tab = await carol.tab(cluster.url(1))
  const { seq: threadOf } = await tab.send(roomId, 'A long story')
  const tell = (body: string) => tab.do('message:send', { roomId, clientId: uuidv7(), body, threadOf })
  for (let n = 1; n <= 120; n++) await tell(`Chapter ${n}.`)
  await logOf(alice).locator('.thread-line', { hasText: 'Chapter 120.' }).getByRole('button').first().click()
  await panelOf(alice).getByText('Chapter 120.').waitFor()
  expect(await panelOf(alice).getByText('Chapter 60.').count()).toBe(0)
  const box = panelOf(alice).getByRole('log')
  await until(
    async () => {
      await box.evaluate((element) => (element.scrollTop = 0))
      return (await panelOf(alice).getByText('Chapter 1.').count()) > 0
    },
    { what: 'the first chapter is loaded' },
  )
  expect(await panelOf(alice).locator('.message-text').count()).toBe(121)
  const chapter = panelOf(alice).getByText('Chapter 60.')
  await chapter.scrollIntoViewIfNeeded()
  const before = await chapter.boundingBox()
  await tell('Chapter 121.')
  await panelOf(alice).getByText('121 replies').waitFor({ state: 'attached' })
  expect(await chapter.boundingBox()).toEqual(before)
  await answer(alice, 'The end')
  await until(() => box.evaluate((e) => e.scrollHeight - e.scrollTop - e.clientHeight < 2), {
    what: 'what one says oneself is shown',
  })
})

test('nothing went wrong in either page', () => {
  expect([...alice.problems, ...bob.problems]).toEqual([])
})
