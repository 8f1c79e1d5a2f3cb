import type { Browser, Page } from 'playwright-core'
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
  await alice.makeRoom('Workshop')
  await bob.joinRoom('Workshop')
})
afterAll(async () => {
  await browser?.close()
  await cluster?.stop()
})

const fieldOf = (page: Page) => page.getByRole('textbox', { name: 'Message Workshop' })
const textOf = (page: Page) => fieldOf(page).inputValue()

/** Types as hands do, key by key, into an empty field. */
async function type(page: Page, text: string): Promise<void> {
  await fieldOf(page).fill('')
  await fieldOf(page).pressSequentially(text)
}
async function holds(page: Page, text: string): Promise<void> {
  await until(async () => (await textOf(page)) === text, { what: `the field holds ${JSON.stringify(text)}` })
}

test('Markdown is drawn for the other one, code in colours and ready to be copied', async () => {
  await bob.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await alice.say('**strong** and `short` and [a link](https://example.org/a) and <b>no HTML</b>')
  const { page } = bob
  await page.locator('.message-body strong', { hasText: 'strong' }).waitFor()
  const link = page.getByRole('link', { name: 'a link' })
  expect(await link.getAttribute('rel')).toBe('noopener noreferrer')
  await bob.sees('<b>no HTML</b>')
  await alice.say('```ts\nconst answer = 42\n```')
  const block = page.locator('.code-block')
  await block.locator('.hljs-keyword', { hasText: 'const' }).waitFor()
  await block.getByRole('button', { name: 'Copy' }).click()
  await block.getByRole('button', { name: 'Copied' }).waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('const answer = 42')
})

test('@ offers the people of the room, and the one who is meant sees it', async () => {
  const { page } = alice
  await type(page, 'See @bo')
  const option = page.getByRole('option', { name: /bob/ })
  await option.waitFor()
  await until(
    async () =>
      (await fieldOf(page).getAttribute('aria-activedescendant')) === (await option.getAttribute('id')),
    {
      what: 'a screen reader is told which one is marked',
    },
  )
  await fieldOf(page).press('Enter')
  await holds(page, 'See @bob ')
  await fieldOf(page).press('Enter')
  await bob.page.locator('.mention[data-own]', { hasText: '@bob' }).waitFor()
})

test('a list of suggestions closes with Esc, and Enter then sends what was typed', async () => {
  const { page } = alice
  await type(page, 'mail @bo')
  await page.getByRole('listbox').waitFor()
  await fieldOf(page).press('Escape')
  await page.getByRole('listbox').waitFor({ state: 'detached' })
  await fieldOf(page).press('Enter')
  await bob.sees('mail @bo')
})

test('an emoji comes by its name, by its shortcode and from the picker, all by keyboard', async () => {
  const { page } = alice
  await type(page, ':rocke')
  await page
    .getByRole('option', { name: /rocket/ })
    .first()
    .waitFor()
  await fieldOf(page).press('Tab')
  await holds(page, '🚀 ')
  await fieldOf(page).pressSequentially('ok :tada: ')
  await page.getByRole('button', { name: 'Emoji', exact: true }).focus()
  await page.keyboard.press('Enter')
  const search = page.getByRole('combobox', { name: 'Search emoji' })
  await search.fill('heart with arrow')
  await page.getByRole('gridcell', { name: 'heart with arrow' }).waitFor()
  await search.press('Enter')
  await holds(page, '🚀 ok :tada: 💘')
  await until(() => page.evaluate(() => document.activeElement?.tagName === 'TEXTAREA'), {
    what: 'the focus is back in the field',
  })
  await page.keyboard.press('Enter')
  await bob.sees('🚀 ok 🎉 💘')
})

test('shortcuts wrap what is selected, a pasted address makes a link of it, and a preview shows it', async () => {
  const { page } = alice
  await type(page, 'the plan')
  await fieldOf(page).press('Control+A')
  await fieldOf(page).press('Control+B')
  await holds(page, '**the plan**')
  await fieldOf(page).press('Control+B')
  await holds(page, 'the plan')
  await fieldOf(page).press('Control+A')
  await fieldOf(page).evaluate((field) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', 'https://example.org/plan')
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  await holds(page, '[the plan](https://example.org/plan)')
  await fieldOf(page).press('Alt+Shift+P')
  await page.getByRole('region', { name: 'Preview' }).getByRole('link', { name: 'the plan' }).waitFor()
  await fieldOf(page).press('Alt+Shift+P')
  await page.getByRole('region', { name: 'Preview' }).waitFor({ state: 'detached' })
})

test('a draft follows in another tab and survives a reload; sending it empties both', async () => {
  const { page, context } = alice
  await type(page, 'half a thought')
  const other = await context.newPage()
  await other.goto(page.url())
  await holds(other, 'half a thought')
  await fieldOf(page).pressSequentially(', and more')
  await holds(other, 'half a thought, and more')
  await page.reload()
  await holds(page, 'half a thought, and more')
  await fieldOf(page).press('Enter')
  await bob.sees('half a thought, and more')
  await holds(other, '')
  await other.close()
})

test('Enter that ends a composition sends nothing, and suggestions wait for its end', async () => {
  const { page } = alice
  await type(page, '')
  await fieldOf(page).focus()
  const session = await page.context().newCDPSession(page)
  await session.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 })
  await holds(page, 'にほん')
  await fieldOf(page).dispatchEvent('keydown', { key: 'Enter', keyCode: 229, isComposing: true })
  expect(await textOf(page)).toBe('にほん')
  await session.send('Input.insertText', { text: '日本' })
  await holds(page, '日本')
  await fieldOf(page).press('Enter')
  await bob.sees('日本')
})

test('within a fence Enter makes a line, and a message below it is sent whole', async () => {
  const { page } = alice
  await type(page, '```')
  await fieldOf(page).press('Enter')
  await fieldOf(page).pressSequentially('a = 1')
  await fieldOf(page).press('Enter')
  await fieldOf(page).pressSequentially('```')
  await holds(page, '```\na = 1\n```')
  await fieldOf(page).press('Enter')
  await bob.page.locator('.code-block', { hasText: 'a = 1' }).waitFor()
})

test('↑ changes the last message, and Esc leaves it as it was', async () => {
  const { page } = alice
  await type(page, 'to be changed')
  await fieldOf(page).press('Enter')
  await bob.sees('to be changed')
  await until(async () => (await alice.deliveries()).at(-1) !== 'waiting', { what: 'it can be changed' })
  await fieldOf(page).press('ArrowUp')
  await holds(page, 'to be changed')
  await fieldOf(page).press('Escape')
  await holds(page, '')
})

test('any emoji may be a reaction', async () => {
  const { page } = alice
  const message = page.locator('.room-main .message', { hasText: '日本' })
  await message.hover()
  await message.getByRole('button', { name: 'React', exact: true }).click()
  await page.getByRole('button', { name: 'React with another emoji' }).click()
  await page.getByRole('combobox', { name: 'Search emoji' }).fill('rocket')
  await page.getByRole('gridcell', { name: 'rocket', exact: true }).click()
  await bob.page.getByRole('button', { name: '🚀, 1 person: alice' }).waitFor()
})

test('room and thread have a draft each; what is said to a thread without a connection arrives there, in order', async () => {
  const { page, context } = alice
  const reply = page.getByRole('textbox', { name: 'Reply in thread' })
  await page.locator('.message', { hasText: 'to be changed' }).last().hover()
  await page.getByRole('button', { name: 'Reply in thread' }).click()
  await reply.fill('for the thread')
  await type(page, 'for the room')
  await page.reload()
  await holds(page, 'for the room')
  await until(async () => (await reply.inputValue()) === 'for the thread', {
    what: 'the draft of the thread is back',
  })
  await context.setOffline(true)
  await reply.press('Enter')
  await reply.fill('and one more')
  await reply.press('Enter')
  await until(async () => (await alice.deliveries()).includes('waiting'), { what: 'they wait' })
  await context.setOffline(false)
  await bob.page.getByText('2 replies').click()
  const thread = bob.page.getByRole('log', { name: 'Messages of the thread' }).locator('.message-text')
  await until(
    async () => (await thread.allInnerTexts()).join() === 'to be changed,for the thread,and one more',
    {
      what: 'bob sees the thread',
    },
  )
  await holds(page, 'for the room')
})

test('nothing went wrong in the pages', () => {
  expect([...alice.problems, ...bob.problems]).toEqual([])
})
