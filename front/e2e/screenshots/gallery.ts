import { devicesOf, type Device } from '../screens/walk.js'
import type { Screen } from '../screens/screen.js'

const HEAD = `# Every screen

Made by \`npm run screenshots\` from the table in \`front/e2e/screens\`: on a desk in English, on a phone in Portuguese.
The people and their festival are invented.
`
const TITLES: Record<Device, string> = { desk: 'On a desk', phone: 'On a phone' }

/** A page that shows all pictures, both themes side by side. */
export function galleryOf(screens: readonly Screen[]): string {
  const parts = (['desk', 'phone'] as const).map((device) => {
    const shown = screens.filter((screen) => devicesOf(screen).includes(device))
    return `\n## ${TITLES[device]}\n${shown.map(({ name }) => pairOf(name, device)).join('')}`
  })
  return HEAD + parts.join('')
}

function pairOf(name: string, device: Device): string {
  const file = device === 'desk' ? name : `phone-${name}`
  return `\n### ${name}\n\n![light](${file}-light.png)\n![dark](${file}-dark.png)\n`
}
