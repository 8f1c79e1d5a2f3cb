import type { Guide, Screen } from './screen.js'

const ROOM = 'Harbour festival'
const UNREAD = 'Fog horn rehearsal'
const BYTES = /\/api\/blobs\//
const inRoom = { as: 'iris' as const, at: (guide: Guide) => `/rooms/${guide.id(ROOM)}` }

type Thing = { name: string; type: string; sizeBytes: number }
const PICTURE = { name: 'boats at noon.png', type: 'image/png', sizeBytes: 0 }
const PLAN = { name: 'Timetable for the festival, second draft.txt', type: 'text/plain', sizeBytes: 48_000 }
const SONG = { name: 'fog horn.txt', type: 'text/plain', sizeBytes: 3_400_000 }
/** Not what it says: made of letters. */
const TORN = { name: 'pier.jpg', type: 'image/jpeg', sizeBytes: 90_000 }
const FOLDER = { name: 'Posters', type: 'inode/directory', sizeBytes: 0 }

/** Makes things in the page, pictures too, and lets them hover or fall. */
async function drag(page: Guide['page'], type: 'dragover' | 'drop', ...things: Thing[]): Promise<void> {
  await page.locator('.room-main').evaluate(
    async (room, { type, things }) => {
      const dataTransfer = new DataTransfer()
      for (const { name, type: kind, sizeBytes } of things) {
        const canvas = Object.assign(document.createElement('canvas'), { width: 900, height: 600 })
        const pen = canvas.getContext('2d')
        const sky = pen?.createLinearGradient(0, 0, 0, 600)
        for (const [at, colour] of [
          [0, '#bcd9e6'],
          [0.6, '#f2d7a5'],
          [0.61, '#2f6d84'],
          [1, '#14333f'],
        ] as const)
          sky?.addColorStop(at, colour)
        if (pen && sky) pen.fillStyle = sky
        pen?.fillRect(0, 0, 900, 600)
        const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve))
        const bytes = kind === 'image/png' && picture ? picture : new Uint8Array(sizeBytes).fill(97)
        dataTransfer.items.add(new File([bytes], name, { type: kind }))
      }
      const target = room.querySelector('[role=log]') ?? room
      target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
    },
    { type, things },
  )
}

/** Two that have arrived, one that has not, and one that was not taken. */
async function fillTray(guide: Guide): Promise<void> {
  const { page, t } = guide
  const tray = page.getByRole('region', { name: t('upload.tray') })
  await page.unroute(BYTES)
  await guide.atEnd(UNREAD)
  await drag(page, 'drop', PICTURE, PLAN)
  // Both have been found clean.
  await tray.locator('[data-state=clean]').nth(1).waitFor()
  await page.route(BYTES, () => undefined)
  await drag(page, 'drop', SONG)
  await tray.getByRole('button', { name: t('upload.cancel', { name: SONG.name }) }).waitFor()
  await drag(page, 'drop', FOLDER)
  await tray.getByText(FOLDER.name).waitFor()
}

export const UPLOAD_SCREENS: Screen[] = [
  { name: 'upload-tray', ...inRoom, on: 'both', show: fillTray },
  {
    name: 'upload-refused',
    ...inRoom,
    on: 'both',
    async show(guide) {
      const { page } = guide
      await page.unroute(BYTES)
      await guide.atEnd(UNREAD)
      await drag(page, 'drop', PICTURE, TORN)
      await page.locator('.tray-trouble').waitFor()
      await page.locator('.tray [data-state=clean]').waitFor()
    },
  },
  {
    name: 'upload-drop',
    ...inRoom,
    on: 'desk',
    async show(guide) {
      await guide.atEnd(UNREAD)
      await drag(guide.page, 'dragover', PICTURE)
      await guide.sees(guide.t('composer.drop', { room: ROOM }))
    },
  },
  {
    name: 'upload-sending',
    ...inRoom,
    on: 'both',
    async show(guide) {
      await fillTray(guide)
      const field = guide.page.getByRole('textbox', { name: guide.t('composer.label', { room: ROOM }) })
      await field.fill('What I saw from the pier')
      await guide.press(guide.get('button', 'composer.send'))
      await guide.get('button', 'upload.message.takeBack').waitFor()
    },
  },
]
