import type { Locator, Page } from 'playwright-core'
import type { Stage } from '../screenshots/stage.js'
import type { Name } from '../screenshots/story.js'

type Role = Parameters<Page['getByRole']>[0]
type Params = Record<string, string | number>

/** Leads through one page, in whichever language it is, by mouse or by finger. */
export class Guide {
  constructor(
    readonly page: Page,
    readonly stage: Stage,
    readonly t: (key: string, params?: Params) => string,
    readonly isPhone: boolean,
  ) {}

  id(room: string): string {
    return this.stage.rooms.get(room) ?? ''
  }

  seq(line: string): number {
    return this.stage.seqs.get(line) ?? 0
  }

  /** What has this role and is called by this text, or these words. */
  get(role: Role, key: string, params?: Params): Locator {
    return this.page.getByRole(role, { name: this.t(key, params), exact: true }).first()
  }

  async press(what: Locator): Promise<void> {
    await (this.isPhone ? what.tap() : what.click())
  }

  async sees(text: string): Promise<void> {
    await this.page.getByText(text).first().waitFor()
  }

  message(text: string): Locator {
    return this.page.locator('.message', { hasText: text }).first()
  }

  /** The room stands at its latest message. */
  async atEnd(text: string): Promise<void> {
    await this.message(text).waitFor()
    await this.page.waitForFunction(() => {
      const box = document.querySelector('.timeline-box')
      return box !== null && box.scrollHeight - box.clientHeight - box.scrollTop < 2
    })
  }

  /** Opens the menu of a message where one points at it, once the room has come to rest under the pointer. */
  async menuOf(text: string): Promise<void> {
    await this.atEnd(text)
    await this.message(text).click({ button: 'right', position: { x: 90, y: 30 } })
    await this.page.getByRole('menu').waitFor()
  }
}

/** One thing that the app can show. */
export type Screen = {
  name: string
  /** Whose eyes; nobody's before the login. */
  as: Name | 'nobody'
  /** Where it is drawn differently enough to look at: on a desk, on a phone, or both. */
  on: 'desk' | 'phone' | 'both'
  /** The address after `#`. */
  at?: (guide: Guide) => string
  /** From there to the screen, until it stands still. */
  show: (guide: Guide) => Promise<void>
}
