import type { TextKey } from '../i18n/translate'
import { isMac, isPressed, keyCaps, type Keys } from './keys'

type Shortcut = {
  readonly group: 'go' | 'read' | 'write'
  readonly text: TextKey
  readonly keys: readonly Keys[]
}

/** Every key of the app, once: what is listened for, and what the help shows. Those to write with belong to the composer. */
export const SHORTCUTS = {
  switcher: { group: 'go', text: 'keys.switcher', keys: [{ mod: true, key: 'k' }] },
  search: {
    group: 'go',
    text: 'keys.search',
    keys: [
      { mod: true, shift: true, key: 'f' },
      { mod: true, key: 'g' },
    ],
  },
  previousRoom: { group: 'go', text: 'keys.previousRoom', keys: [{ alt: true, key: 'ArrowUp' }] },
  nextRoom: { group: 'go', text: 'keys.nextRoom', keys: [{ alt: true, key: 'ArrowDown' }] },
  previousUnread: {
    group: 'go',
    text: 'keys.previousUnread',
    keys: [{ alt: true, shift: true, key: 'ArrowUp' }],
  },
  nextUnread: {
    group: 'go',
    text: 'keys.nextUnread',
    keys: [{ alt: true, shift: true, key: 'ArrowDown' }],
  },
  help: { group: 'go', text: 'keys.help', keys: [{ mod: true, key: '/' }] },
  read: { group: 'read', text: 'keys.read', keys: [{ key: 'Escape' }] },
  menu: { group: 'read', text: 'keys.menu', keys: [{ shift: true, key: 'F10' }] },
  send: { group: 'write', text: 'keys.send', keys: [{ key: 'Enter' }] },
  line: { group: 'write', text: 'keys.line', keys: [{ shift: true, key: 'Enter' }] },
  edit: { group: 'write', text: 'keys.edit', keys: [{ key: 'ArrowUp' }] },
  bold: { group: 'write', text: 'keys.bold', keys: [{ mod: true, key: 'b' }] },
  italic: { group: 'write', text: 'keys.italic', keys: [{ mod: true, key: 'i' }] },
  code: { group: 'write', text: 'keys.code', keys: [{ mod: true, key: 'e' }] },
  strike: { group: 'write', text: 'keys.strike', keys: [{ mod: true, shift: true, key: 'x' }] },
  preview: { group: 'write', text: 'keys.preview', keys: [{ alt: true, shift: true, key: 'p' }] },
} as const satisfies Record<string, Shortcut>

const HEARD = [
  'switcher',
  'search',
  'previousRoom',
  'nextRoom',
  'previousUnread',
  'nextUnread',
  'help',
  'read',
] as const satisfies readonly (keyof typeof SHORTCUTS)[]
export type HeardShortcut = (typeof HEARD)[number]

/** Which of the app's own shortcuts this is. */
export function shortcutOf(event: KeyboardEvent, mac = isMac): HeardShortcut | null {
  const isIt = (name: HeardShortcut) => SHORTCUTS[name].keys.some((keys) => isPressed(keys, event, mac))
  return HEARD.find(isIt) ?? null
}

export function keysText({ keys }: Pick<Shortcut, 'keys'>, mac = isMac): string {
  const [first] = keys
  return first ? keyCaps(first, mac).join(mac ? '' : '+') : ''
}
