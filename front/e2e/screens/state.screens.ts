import { v7 as uuidv7 } from 'uuid'
import type { Guide, Screen } from './screen.js'

const ROOM = 'Harbour festival'
const FAR_OFF = '2099-01-01T00:00:00.000Z'
const there = { as: 'iris' as const, at: (guide: Guide) => `/rooms/${guide.id(ROOM)}` }
const arrived = (guide: Guide) => guide.message('Fog horn rehearsal').waitFor()

async function say(guide: Guide, text: string): Promise<void> {
  const { page, t } = guide
  await page.getByRole('textbox', { name: t('composer.label', { room: ROOM }) }).fill(text)
  await guide.press(guide.get('button', 'composer.send'))
  await page.locator('.message', { hasText: text }).waitFor()
}

/** What one sees when something is not as always. Last of all, for some of it leaves traces. */
export const STATE_SCREENS: Screen[] = [
  {
    name: 'offline',
    ...there,
    on: 'both',
    async show(guide) {
      await arrived(guide)
      await guide.page.context().setOffline(true)
      await guide.page.locator('.banner[data-shown]').waitFor()
    },
  },
  {
    name: 'note',
    ...there,
    on: 'both',
    async show(guide) {
      await arrived(guide)
      await guide.page.evaluate(() => document.fonts.ready)
      const { bia } = guide.stage.players
      const note = guide.page.locator('.toast')
      await guide.page.waitForLoadState('networkidle')
      await bia.person.ok('POST', `/rooms/${guide.id('bia')}/messages`, {
        clientId: uuidv7(),
        body: 'Trouxe pão de queijo!',
      })
      await note.first().waitFor()
    },
  },
  {
    name: 'failed-and-muted',
    as: 'otto',
    at: there.at,
    on: 'both',
    async show(guide) {
      const { marina, otto } = guide.stage.players
      const member = `/rooms/${guide.id(ROOM)}/members/${otto.person.id}`
      await marina.person.ok('PATCH', member, { mutedUntil: null })
      await arrived(guide)
      await guide.page.context().setOffline(true)
      await say(guide, 'The generator is on its way')
      await marina.person.ok('PATCH', member, { mutedUntil: FAR_OFF })
      await guide.page.context().setOffline(false)
      await guide.page.locator('.failed').first().waitFor()
      await guide.page.locator('.composer-closed').waitFor()
    },
  },
]
