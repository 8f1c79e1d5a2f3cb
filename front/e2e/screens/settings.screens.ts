import { until } from '../../../back/test/harness.js'
import type { Screen } from './screen.js'

const SETTINGS = [
  'profile',
  'status',
  'appearance',
  'notifications',
  'privacy',
  'storage',
  'password',
  'sessions',
  'tokens',
  'data',
]
const ROOM = 'Harbour festival'
const ROOM_PARTS = ['overview', 'mine', 'members', 'invites', 'bans', 'integrations', 'log']
const ADMIN_PARTS = ['overview', 'users', 'bots', 'rooms', 'cluster', 'settings', 'journal']

const settings: Screen[] = SETTINGS.map((part) => ({
  name: `settings-${part}`,
  as: 'iris',
  on: 'both',
  at: () => `/settings/${part}`,
  show: async ({ page }) => {
    await page.locator('.settings-part h2').first().waitFor()
    await page.locator('.settings-part .bone').first().waitFor({ state: 'detached' })
  },
}))

const notifications = { as: 'iris', on: 'both', at: () => '/settings/notifications' } as const
const states: Screen[] = [
  {
    name: 'settings-quiet-hours',
    ...notifications,
    async show({ page, t }) {
      // What is chosen here is not kept: the next screens are to be as loud as before.
      await page.route('**/api/users/me', (route) =>
        route.request().postData()?.includes('dndHours') ? undefined : route.fallback(),
      )
      const hours = page.getByRole('switch', { name: t('notifications.hours') })
      await hours.waitFor()
      // The server's greeting, when it comes after the choice, tells what was chosen before.
      await until(async () => {
        if (!(await hours.isChecked())) await hours.click()
        return page.getByLabel(t('notifications.hours.from'), { exact: true }).isVisible()
      })
      await page.mouse.move(0, 0)
    },
  },
  {
    name: 'settings-notifications-blocked',
    ...notifications,
    async show({ page, t }) {
      await page.getByRole('switch', { name: t('notifications.hours') }).waitFor()
      await page.evaluate(() => {
        Object.defineProperty(Notification, 'permission', { value: 'denied' })
        dispatchEvent(new Event('focus'))
      })
      await page.getByText(t('notifications.device.blocked'), { exact: true }).waitFor()
    },
  },
]

const roomSettings: Screen[] = ROOM_PARTS.map((part) => ({
  name: `room-settings-${part}`,
  as: 'marina',
  on: 'both',
  at: (guide) => `/rooms/${guide.id(ROOM)}`,
  show: async (guide) => {
    await guide.press(guide.get('button', 'room.menu'))
    await guide.press(guide.page.getByRole('menuitem', { name: guide.t('roomMenu.settings') }))
    await guide.press(guide.get('tab', `roomSettings.${part}`))
    await guide.page.locator('[role=tabpanel] .bone').first().waitFor({ state: 'detached' })
  },
}))

const admin: Screen[] = ADMIN_PARTS.map((part) => ({
  name: `admin-${part}`,
  as: 'marina',
  on: 'both',
  at: () => `/admin/${part}`,
  show: async ({ page }) => {
    await page.locator('.figures, .records, .limits').first().waitFor()
  },
}))

export const SETTINGS_SCREENS: Screen[] = [
  ...settings,
  ...states,
  {
    name: 'settings',
    as: 'iris',
    on: 'phone',
    at: () => '/settings',
    show: (guide) => guide.get('link', 'settings.appearance').waitFor(),
  },
  ...roomSettings,
  ...admin,
  {
    name: 'admin-sessions',
    as: 'marina',
    on: 'both',
    at: () => '/admin/users',
    async show(guide) {
      await guide.press(guide.page.locator('.records .link-button').first())
      await guide.page.locator('.record-list').waitFor()
    },
  },
  {
    name: 'admin-ban',
    as: 'marina',
    on: 'both',
    at: () => '/admin/users',
    async show(guide) {
      await guide.press(guide.page.locator('.records button[aria-haspopup]').first())
      await guide.press(guide.page.getByRole('menuitem', { name: guide.t('admin.ban') }))
      await guide.page.getByRole('dialog').waitFor()
    },
  },
]
