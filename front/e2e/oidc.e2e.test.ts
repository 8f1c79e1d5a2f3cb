import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster } from '../../back/test/harness.js'
import { KnownProvider } from '../../back/test/oidc/known.provider.js'
import { freePort } from '../../scripts/ports.mjs'
import { openBrowser, PASSWORD, Visitor } from './visitor.js'

let cluster: Cluster
let provider: KnownProvider
let browser: Browser
let home: string
beforeAll(async () => {
  const port = await freePort()
  home = `http://127.0.0.1:${port}`
  provider = await KnownProvider.open([home])
  cluster = await Cluster.start({ instances: 0, workers: 1, env: provider.env })
  await cluster.addInstance({ PORT: String(port) })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await cluster?.stop()
  await provider?.stop()
})

const newPage = async (): Promise<Page> => (await browser.newContext({ locale: 'en-US' })).newPage()
async function logInThere(page: Page, name: string): Promise<void> {
  await page.waitForURL(({ href }) => href.startsWith(provider.issuer))
  await page.locator('input[name=login]').fill(name)
  await page.locator('input[name=password]').fill('any')
  await page.keyboard.press('Enter')
}

test('one continues with the provider, back to where one was, and may choose a password', async () => {
  provider.residents.set('ana', { preferred_username: 'ana', name: 'Ana Lima' })
  const page = await newPage()
  await page.goto(`${home}/#/settings/password`)
  await page.getByRole('button', { name: 'Continue with Example' }).click()
  await logInThere(page, 'ana')
  await page.getByRole('heading', { name: 'Choose a password' }).waitFor()
  await page.getByText('This is your only way to log in').waitFor()
  await page.getByLabel('New password').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Unlink Example' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Unlink' }).click()
  await page.getByRole('button', { name: 'Link a login of Example' }).waitFor()
})

test('whose address has an account already is told to link it, which opens it then', async () => {
  provider.residents.set('bob', { email: 'bob@example.org', email_verified: true })
  const bob = await Visitor.arrive(browser, home, 'Bob')
  const page = await newPage()
  await page.goto(home)
  await page.getByRole('button', { name: 'Continue with Example' }).click()
  await logInThere(page, 'bob')
  await page.getByText('already an account here with your email').waitFor()
  expect(page.url()).toBe(`${home}/#/`)
  await bob.page.goto(`${home}/#/settings/password`)
  await bob.page.getByRole('button', { name: 'Link a login of Example' }).click()
  await bob.page.getByLabel('Your password').fill(PASSWORD)
  await bob.page.keyboard.press('Enter')
  await logInThere(bob.page, 'bob')
  await bob.page.getByText('Example is linked').waitFor()
  await page.getByRole('button', { name: 'Continue with Example' }).click()
  await page.getByRole('navigation').first().waitFor()
  expect(bob.problems).toEqual([])
})

test('while the provider is away one is told so, and the password still opens', async () => {
  await provider.stop()
  const fresh = await cluster.addInstance()
  const page = await newPage()
  await page.goto(fresh.url)
  await page.getByRole('button', { name: 'Continue with Example' }).click()
  await page.getByText('Example cannot be reached at the moment').waitFor()
  await page.getByLabel('Username or email').fill('ana')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation').first().waitFor()
})
