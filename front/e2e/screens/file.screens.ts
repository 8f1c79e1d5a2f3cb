import { PICTURES } from '../screenshots/story.js'
import type { Guide, Screen } from './screen.js'

const inRoom = (place = '') => ({
  as: 'iris' as const,
  at: (guide: Guide) => `/rooms/${guide.id(PICTURES)}${place}`,
})

/** No picture that is in sight is still on its way. */
async function drawn({ page }: Guide): Promise<void> {
  await page.locator('.picture img, .viewer-picture').first().waitFor()
  await page.waitForFunction(() =>
    [...document.images]
      .filter((image) => {
        const { top, bottom } = image.getBoundingClientRect()
        return bottom > 0 && top < innerHeight
      })
      .every((image) => image.complete && image.naturalWidth > 0),
  )
}

export const FILE_SCREENS: Screen[] = [
  {
    name: 'files',
    ...inRoom(),
    on: 'both',
    async show(guide) {
      await guide.atEnd('what the horn sounds like')
      await drawn(guide)
    },
  },
  {
    name: 'files-viewer',
    ...inRoom(),
    on: 'both',
    async show(guide) {
      await guide.atEnd('what the horn sounds like')
      await guide.press(guide.get('button', 'files.open', { name: 'morning.jpg' }))
      await guide.get('dialog', 'viewer.label').waitFor()
      await drawn(guide)
    },
  },
  { name: 'files-media', ...inRoom('/files'), on: 'both', show: drawn },
  {
    name: 'files-other',
    ...inRoom('/files'),
    on: 'both',
    async show(guide) {
      await guide.press(guide.get('tab', 'filesPanel.other'))
      await guide.page.locator('.file-row').first().waitFor()
    },
  },
]
