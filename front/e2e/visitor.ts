import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { until } from '../../back/test/harness.js'

export const PASSWORD = 'five wild parrots'

export function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
  return chromium.launch({ executablePath, args: ['--no-sandbox'] })
}

/** Someone with a browser of their own, who does what people do: looks, clicks and types. */
export class Visitor {
  /** What went wrong in the page; nothing is expected. */
  readonly problems: string[] = []
  /** The instance that the page's socket is on. */
  instanceId = ''
  /** The rooms that the page's socket was told to be in now, by their ids. */
  readonly letInto: string[] = []

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly name: string,
  ) {
    page.on('pageerror', (error) => this.problems.push(error.message))
    page.on('console', (line) => {
      if (line.text().includes('Content Security Policy')) this.problems.push(line.text())
    })
    page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => this.hear(String(payload)))
    })
  }

  /** Comes to `at` for the first time and makes an account there. */
  static async arrive(
    browser: Browser,
    at: string,
    name: string,
    options: BrowserContextOptions = {},
  ): Promise<Visitor> {
    const usual = { locale: 'en-US', viewport: { width: 1280, height: 800 } }
    const context = await browser.newContext({ ...usual, ...options })
    const visitor = new Visitor(context, await context.newPage(), name)
    await visitor.register(at)
    return visitor
  }

  /** Opens a link that someone sent, in a browser that was never here, and makes an account on it. */
  static async follow(browser: Browser, link: string, name: string): Promise<Visitor> {
    const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 } })
    const visitor = new Visitor(context, await context.newPage(), name)
    await visitor.page.goto(link)
    await visitor.makeAccount()
    return visitor
  }

  async makeRoom(room: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Find or create a room' }).click()
    await this.page.getByRole('searchbox').fill(room)
    await this.page.getByRole('button', { name: `Create “${room}”` }).click()
    await this.page.getByRole('button', { name: 'Create room' }).click()
    await this.isIn(room)
  }

  async joinRoom(room: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Find or create a room' }).click()
    await this.page.getByRole('searchbox').fill(room)
    await this.page.getByRole('button', { name: `Join: ${room}` }).click()
    await this.isIn(room)
  }

  async openRoom(room: string): Promise<void> {
    await this.list().getByRole('link', { name: room }).click()
    await this.isIn(room)
  }

  async writeTo(person: string): Promise<void> {
    await this.page.getByRole('button', { name: 'New direct message' }).click()
    await this.page.getByRole('combobox', { name: 'Search people by name' }).fill(person)
    await this.page.getByRole('option', { name: person }).click()
    await this.page.getByRole('button', { name: 'Open conversation' }).click()
    await this.isIn(person)
  }

  async say(text: string): Promise<void> {
    const field = this.page.getByRole('textbox', { name: /^Message / })
    await field.fill(text)
    await field.press('Enter')
  }

  /** The messages on the screen, from the first to the last, whatever has become of them. */
  bodies(): Promise<string[]> {
    return this.page.locator('.message-text').allInnerTexts()
  }

  /** How far each own message on the screen has come. */
  deliveries(): Promise<string[]> {
    return this.page
      .locator('[data-delivery]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-delivery') ?? ''))
  }

  async sees(text: string): Promise<void> {
    await this.page.locator('.message-body', { hasText: text }).waitFor()
  }

  async reload(): Promise<void> {
    await this.page.reload()
    await this.page.locator('.message-body').first().waitFor()
  }

  private list() {
    return this.page.getByRole('navigation', { name: 'Rooms and people' })
  }

  private async isIn(room: string): Promise<void> {
    await this.page.getByRole('heading', { name: room, level: 1 }).waitFor()
    await this.page.getByRole('textbox', { name: `Message ${room}` }).waitFor()
  }

  private async register(at: string): Promise<void> {
    const { page } = this
    await page.goto(at)
    await page.getByRole('button', { name: 'Create an account' }).click()
    await this.makeAccount()
  }

  private async makeAccount(): Promise<void> {
    const { page, name } = this
    await page.getByLabel('Username').fill(name)
    await page.getByLabel('Email').fill(`${name}@example.org`)
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('navigation', { name: 'Rooms and people' }).waitFor()
    await until(() => this.instanceId, { what: `${name} is connected` })
  }

  private hear(frame: string): void {
    const ready = /^42\["ready",.*?"instanceId":"([^"]+)"/.exec(frame)
    if (ready?.[1]) this.instanceId = ready[1]
    const joined = /^42\["user:changed",\{"type":"room\.joined","room":\{"id":"([^"]+)"/.exec(frame)
    if (joined?.[1]) this.letInto.push(joined[1])
  }
}
