import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeOf } from '../../back/test/authenticator.js'
import { Cluster, until } from '../../back/test/harness.js'
import { PostOffice } from '../../back/test/post.office.js'
import { openBrowser, PASSWORD, Visitor } from './visitor.js'

const HOME = 'http://chat.example.org'
const NEXT = 'six tame parrots'

let cluster: Cluster
let office: PostOffice
let browser: Browser
beforeAll(async () => {
  office = await PostOffice.open()
  const env = { SMTP_URL: office.url, MAIL_FROM: 'papo@chat.example.org', FRONTEND_URL: HOME }
  const webDir = process.env['WEB_DIR']
  cluster = await Cluster.start({
    instances: 1,
    workers: 1,
    env: { ...env, ...(webDir && { WEB_DIR: webDir }) },
  })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await cluster?.stop()
  await office?.stop()
})

test('whoever forgot their password sets another by the link in a letter', async () => {
  const alice = await Visitor.arrive(browser, cluster.url(), 'Alice')
  const other = await browser.newContext({ locale: 'en-US' })
  const page = await other.newPage()
  await page.goto(cluster.url())
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await page.getByLabel('Email').fill('alice@example.org')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Look into your inbox' }).waitFor()
  const [link = ''] = (await office.next('alice@example.org')).links
  await page.goto(link.replace(HOME, cluster.url()))
  await page.getByLabel('New password', { exact: true }).fill('password123')
  await page.keyboard.press('Enter')
  await page.getByText('well known to thieves').waitFor()
  await page.getByLabel('New password', { exact: true }).fill(NEXT)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Your new password is set' }).waitFor()
  await alice.page.getByRole('button', { name: 'Log in' }).waitFor()
  await page.getByRole('link', { name: 'Log in' }).click()
  await page.getByLabel('Username or email').fill('alice')
  await page.getByLabel('Password', { exact: true }).fill(NEXT)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation').first().waitFor()
  await page.goto('about:blank')
  await page.goto(link.replace(HOME, cluster.url()))
  await page.getByLabel('New password', { exact: true }).fill('seven tame parrots')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Ask for a new link' }).click()
  await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor()
  expect(alice.problems).toEqual([])
})

test('whoever has turned on two-step login needs a code after the password, or a recovery code', async () => {
  const { page, problems } = await Visitor.arrive(browser, cluster.url(), 'Carol')
  await page.goto(`${cluster.url()}/#/settings/password`)
  await page.getByRole('button', { name: 'Set up' }).click()
  await page.getByLabel('Your password', { exact: true }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('img', { name: 'QR code' }).waitFor()
  const secret = ((await page.locator('.app-key code').textContent()) ?? '').replaceAll(' ', '')
  const shown = codeOf(secret)
  await page.getByLabel('Code from the app').fill(shown)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'I have kept them' }).waitFor()
  const recovery = await page.locator('.recovery-codes code').allTextContents()
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await page.getByText('10 recovery codes left').waitFor()
  const logIn = async () => {
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.getByLabel('Username or email').fill('carol')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Enter your code' }).waitFor()
  }
  await logIn()
  await page.getByLabel('Code from the app').fill(shown)
  await page.keyboard.press('Enter')
  await page.getByText('was used already').waitFor()
  await page.getByLabel('Code from the app').fill(codeOf(secret, 1))
  await page.keyboard.press('Enter')
  await page.getByText('10 recovery codes left').waitFor()
  await logIn()
  await page.getByRole('button', { name: 'I do not have my phone' }).click()
  await page.getByLabel('Recovery code').fill(recovery[0] ?? '')
  await page.keyboard.press('Enter')
  await page.getByText('9 recovery codes left').waitFor()
  expect(problems).toEqual([])
})

test('letters about missed mentions are asked for in the settings', async () => {
  const bob = await Visitor.arrive(browser, cluster.url(), 'Bob')
  await bob.page.goto(`${cluster.url()}/#/settings/notifications`)
  const never = bob.page.getByRole('radio', { name: 'Never' })
  await never.waitFor()
  expect(await never.isChecked()).toBe(true)
  await bob.page.getByText('Daily at most').click()
  const settings = () =>
    bob.page.evaluate(async () => {
      const answer = await fetch('/api/auth/me')
      type Told = { user: { settings: { emailDigest: string; language: string } } }
      return ((await answer.json()) as Told).user.settings
    })
  await until(async () => (await settings()).emailDigest === 'daily')
  expect(await settings()).toMatchObject({ language: 'en' })
})
