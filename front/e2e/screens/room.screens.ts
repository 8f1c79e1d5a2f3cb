import type { Guide, Screen } from './screen.js'

const ROOM = 'Harbour festival'
/** Where the room opens: what stands further down is not drawn on a small screen. */
const UNREAD = 'Fog horn rehearsal'
const inRoom = (place = '') => ({
  as: 'iris' as const,
  at: (guide: Guide) => `/rooms/${guide.id(ROOM)}${place}`,
})

async function writing({ page, t }: Guide, text: string): Promise<void> {
  await page.getByRole('textbox', { name: t('composer.label', { room: ROOM }) }).fill(text)
}

export const ROOM_SCREENS: Screen[] = [
  { name: 'room', ...inRoom(), on: 'both', show: (guide) => guide.atEnd(UNREAD) },
  {
    name: 'message-toolbar',
    ...inRoom(),
    on: 'desk',
    async show(guide) {
      await guide.message('Fog horn').hover()
      await guide.get('toolbar', 'message.actions').waitFor()
    },
  },
  { name: 'message-menu', ...inRoom(), on: 'both', show: (guide) => guide.menuOf('Then the timetable') },
  {
    name: 'reactions',
    ...inRoom(),
    on: 'desk',
    async show(guide) {
      await guide.message('Fog horn').hover()
      await guide.press(
        guide.message('Fog horn').getByRole('button', { name: guide.t('message.react'), exact: true }),
      )
      await guide.get('button', 'message.reaction.other').waitFor()
    },
  },
  {
    name: 'emoji',
    ...inRoom(),
    on: 'both',
    async show(guide) {
      await guide.press(guide.get('button', 'composer.emoji'))
      await guide.page.locator('.picker-grid [role=gridcell], .picker button').nth(20).waitFor()
    },
  },
  {
    name: 'mention',
    ...inRoom(),
    on: 'both',
    async show(guide) {
      await guide.message(UNREAD).waitFor()
      await guide.page.getByRole('textbox', { name: guide.t('composer.label', { room: ROOM }) }).focus()
      await guide.page.keyboard.type('Who has the key, @')
      await guide.page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'composer-preview',
    ...inRoom(),
    on: 'desk',
    async show(guide) {
      await writing(guide, 'Bring **rope**, `hooks` and:\n- tape\n- tea\n\n> twice, says Juno')
      await guide.press(guide.get('button', 'composer.preview'))
      await guide.page.locator('.composer li').first().waitFor()
    },
  },
  {
    name: 'composer-format',
    ...inRoom(),
    on: 'desk',
    async show(guide) {
      await guide.press(guide.get('button', 'composer.format'))
      await guide.page.getByRole('menu').waitFor()
    },
  },
  {
    name: 'message-delete',
    ...inRoom(),
    on: 'both',
    async show(guide) {
      await guide.menuOf('Then the timetable')
      await guide.press(guide.page.getByRole('menuitem', { name: guide.t('message.delete') }))
      await guide.sees(guide.t('message.delete.ask'))
    },
  },
  {
    name: 'thread',
    as: 'iris',
    on: 'both',
    at: (guide) => `/rooms/${guide.id(ROOM)}/thread/${guide.seq('stage')}`,
    show: (guide) => guide.page.getByRole('complementary').getByText('Nada contra.').waitFor(),
  },
  {
    name: 'pins',
    ...inRoom('/pins'),
    on: 'both',
    show: (guide) => guide.page.locator('.pin').first().waitFor(),
  },
  {
    name: 'members',
    ...inRoom('/members'),
    on: 'both',
    show: (guide) => guide.page.getByRole('complementary').getByText('Nils Anker').waitFor(),
  },
  {
    name: 'profile',
    ...inRoom('/members'),
    on: 'both',
    async show(guide) {
      await guide.press(guide.page.getByRole('complementary').getByText('Otto Quill'))
      await guide.get('button', 'card.message').waitFor()
    },
  },
  {
    name: 'search',
    as: 'iris',
    on: 'both',
    at: () => '/search?q=lantern',
    show: (guide) => guide.page.locator('.hit').first().waitFor(),
  },
  {
    name: 'search-none',
    as: 'iris',
    on: 'desk',
    at: () => '/search?q=submarine',
    show: (guide) => guide.sees(guide.t('search.none.title')),
  },
  {
    name: 'search-start',
    as: 'iris',
    on: 'both',
    at: () => '/search',
    show: (guide) => guide.page.locator('.search .blank, .search-heading').first().waitFor(),
  },
  {
    name: 'direct',
    as: 'iris',
    on: 'both',
    at: (guide) => `/rooms/${guide.id('bia')}`,
    show: (guide) => guide.atEnd('Me ajuda a descarregar'),
  },
  {
    name: 'room-empty',
    as: 'nils',
    on: 'both',
    at: (guide) => `/rooms/${guide.id('Boats')}`,
    show: (guide) => guide.sees(guide.t('timeline.empty')),
  },
  {
    name: 'room-missing',
    as: 'iris',
    on: 'desk',
    at: () => '/rooms/0190163d-8694-739b-aea5-966c26f8ad91',
    show: (guide) => guide.sees(guide.t('room.missing.title')),
  },
]
