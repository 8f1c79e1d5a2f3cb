import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Stage } from '../screenshots/stage.js'
import { NOW, ZONE } from '../screenshots/story.js'
import type { Catalogue, Language } from './catalogue.js'
import { CONTACT_SCREENS } from './contact.screens.js'
import { FILE_SCREENS } from './file.screens.js'
import { OIDC_SCREENS } from './oidc.screens.js'
import { RESET_SCREENS } from './reset.screens.js'
import { ROOM_SCREENS } from './room.screens.js'
import { Guide, type Screen } from './screen.js'
import { SECOND_FACTOR_SCREENS } from './second-factor.screens.js'
import { SETTINGS_SCREENS } from './settings.screens.js'
import { SHELL_SCREENS } from './shell.screens.js'
import { STATE_SCREENS } from './state.screens.js'
import { UPLOAD_SCREENS } from './upload.screens.js'

export const SCREENS: Screen[] = [
  ...SHELL_SCREENS,
  ...RESET_SCREENS,
  ...ROOM_SCREENS,
  ...CONTACT_SCREENS,
  ...SETTINGS_SCREENS,
  ...SECOND_FACTOR_SCREENS,
  ...OIDC_SCREENS,
  ...STATE_SCREENS,
  ...UPLOAD_SCREENS,
  ...FILE_SCREENS,
]

const PASSWORD = 'correct horse battery'
export type Device = 'desk' | 'phone'
const DEVICES: Record<Device, BrowserContextOptions> = {
  desk: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
}

type World = { browser: Browser; stage: Stage; catalogue: Catalogue }
type As = { who: Screen['as']; device: Device; language: Language; more?: BrowserContextOptions }

/** What was written on one screen is not on the next. */
function forgetDrafts(): void {
  if (location.protocol === 'about:') return
  for (const key of Object.keys(localStorage))
    if (/^papo:(draft|outbox)/.test(key)) localStorage.removeItem(key)
  indexedDB.deleteDatabase('papo-uploads')
}

/** One person at one device, who can be led to every screen that there is for them. */
export class Walker {
  private constructor(
    private readonly stage: Stage,
    readonly guide: Guide,
  ) {}

  static async start({ browser, stage, catalogue }: World, as: As): Promise<Walker> {
    const { who, device, language, more } = as
    const options = {
      ...DEVICES[device],
      locale: language,
      timezoneId: ZONE,
      reducedMotion: 'reduce' as const,
    }
    const context = await browser.newContext({ ...options, ...more })
    const page = await context.newPage()
    await page.clock.setFixedTime(new Date(NOW))
    await page.addInitScript(forgetDrafts)
    const t = (key: string, params?: Record<string, string | number>) =>
      catalogue.translate(language, key, params)
    const walker = new Walker(stage, new Guide(page, stage, t, device === 'phone'))
    if (who !== 'nobody') await walker.logIn(who)
    return walker
  }

  get page(): Page {
    return this.guide.page
  }

  /** From a fresh page, so that no screen leaves anything behind. */
  async lead({ at, show }: Screen): Promise<void> {
    await this.page.context().setOffline(false)
    await this.page.goto('about:blank')
    await this.page.goto(`${this.stage.cluster.url()}/#${at?.(this.guide) ?? '/'}`)
    await show(this.guide)
    await this.page.evaluate(() => document.fonts.ready)
  }

  async leave(): Promise<void> {
    await this.page.context().close()
  }

  private async logIn(who: string): Promise<void> {
    const { page, guide } = this
    await page.goto(this.stage.cluster.url())
    await page.getByLabel(guide.t('auth.login.name')).fill(who)
    await page.getByLabel(guide.t('auth.password'), { exact: true }).fill(PASSWORD)
    await guide.press(guide.get('button', 'auth.login.submit'))
    await page.getByRole('navigation', { name: guide.t('sidebar.label') }).waitFor()
  }
}

/** Walkers by who and where, each made when it is first needed: so that everyone logs in once. */
export class Walkers {
  private readonly walkers = new Map<string, Promise<Walker>>()

  constructor(
    private readonly world: World,
    private readonly language: Language,
    private readonly more: Partial<Record<Device, BrowserContextOptions>> = {},
  ) {}

  of(who: Screen['as'], device: Device): Promise<Walker> {
    const name = `${who} ${device}`
    const more = this.more[device] ?? {}
    const known = this.walkers.get(name)
    const walker = known ?? Walker.start(this.world, { who, device, language: this.language, more })
    this.walkers.set(name, walker)
    return walker
  }
}

export const devicesOf = ({ on }: Screen): Device[] => (on === 'both' ? ['desk', 'phone'] : [on])
