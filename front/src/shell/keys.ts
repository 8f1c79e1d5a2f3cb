/** One key with what is held beside it. `mod` is ⌘ on a Mac, and Ctrl elsewhere. */
export type Keys = { readonly key: string; readonly mod?: true; readonly alt?: true; readonly shift?: true }
type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

export const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '')

/** What is not a letter may need Shift to be typed on some keyboards. */
const isLetterOrName = (key: string) => /^[a-z]$|^.{2,}$/.test(key)

export function isPressed(keys: Keys, event: Pressed, mac = isMac): boolean {
  if (event.key.toLowerCase() !== keys.key.toLowerCase()) return false
  const [mod, other] = mac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey]
  if (mod !== (keys.mod ?? false) || other || event.altKey !== (keys.alt ?? false)) return false
  return !isLetterOrName(keys.key) || event.shiftKey === (keys.shift ?? false)
}

const SIGNS: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
}
const MAC_SIGNS: Record<string, string> = { Escape: '⎋', Enter: '⏎' }

/** As a person reads it on the keys: `Ctrl` `Shift` `F`, or ⌘ ⇧ F on a Mac. */
export function keyCaps({ key, mod, alt, shift }: Keys, mac = isMac): string[] {
  const sign = (mac && MAC_SIGNS[key]) || SIGNS[key] || (key.length === 1 ? key.toUpperCase() : key)
  const held = mac ? [alt && '⌥', shift && '⇧', mod && '⌘'] : [mod && 'Ctrl', alt && 'Alt', shift && 'Shift']
  return [...held.filter((one) => typeof one === 'string'), sign]
}
