import type { Guide, Screen } from './screen.js'

const ROOM = 'Harbour festival'
const there = { as: 'iris' as const, at: (guide: Guide) => `/rooms/${guide.id(ROOM)}` }
const arrived = (guide: Guide) => guide.message('Fog horn rehearsal').waitFor()
const invitation = (guide: Guide) => `/invite/${guide.stage.invite}`

async function openedWith(guide: Guide, keys: string): Promise<void> {
  await arrived(guide)
  await guide.page.keyboard.press(keys)
}

export const SHELL_SCREENS: Screen[] = [
  {
    name: 'login',
    as: 'nobody',
    on: 'both',
    show: (guide) => guide.get('button', 'auth.login.submit').waitFor(),
  },
  {
    name: 'register',
    as: 'nobody',
    on: 'both',
    async show(guide) {
      await guide.press(guide.get('button', 'auth.toRegister.link'))
      await guide.get('button', 'auth.register.submit').waitFor()
    },
  },
  { name: 'invited-stranger', as: 'nobody', on: 'both', at: invitation, show: (guide) => guide.sees(ROOM) },
  {
    name: 'invited',
    as: 'nils',
    on: 'both',
    at: invitation,
    show: (guide) => guide.page.getByRole('main').getByText(ROOM).first().waitFor(),
  },
  {
    name: 'list',
    as: 'iris',
    on: 'phone',
    at: () => '/',
    show: (guide) => guide.page.locator('.room-item').first().waitFor(),
  },
  {
    name: 'drawer',
    ...there,
    on: 'phone',
    async show(guide) {
      await arrived(guide)
      await guide.press(guide.get('button', 'sidebar.open'))
      await guide.page.locator('[data-drawer="true"]').waitFor()
    },
  },
  {
    name: 'switcher',
    ...there,
    on: 'desk',
    async show(guide) {
      await openedWith(guide, 'Control+k')
      await guide.page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'keys',
    ...there,
    on: 'desk',
    async show(guide) {
      await openedWith(guide, 'Control+/')
      await guide.sees(guide.t('keys.switcher'))
    },
  },
  {
    name: 'browse',
    ...there,
    on: 'both',
    at: () => '/',
    async show(guide) {
      await guide.press(guide.get('button', 'sidebar.browse'))
      await guide.sees('Lost and found')
    },
  },
  {
    name: 'create',
    ...there,
    on: 'both',
    at: () => '/',
    async show(guide) {
      await guide.press(guide.get('button', 'sidebar.browse'))
      await guide.press(guide.get('button', 'browse.create'))
      await guide.get('button', 'create.submit').waitFor()
    },
  },
  {
    name: 'new-conversation',
    ...there,
    on: 'both',
    at: () => '/',
    async show(guide) {
      await guide.press(guide.get('button', 'sidebar.newDirect'))
      await guide.page.getByRole('dialog').getByText('Otto Quill').waitFor()
    },
  },
  {
    name: 'own-menu',
    ...there,
    on: 'both',
    at: () => '/',
    async show(guide) {
      await guide.press(guide.page.locator('.self-button'))
      await guide.page.getByRole('menu').waitFor()
    },
  },
  {
    name: 'room-menu',
    ...there,
    on: 'both',
    async show(guide) {
      await guide.press(guide.get('button', 'room.menu'))
      await guide.page.getByRole('menu').waitFor()
    },
  },
]
