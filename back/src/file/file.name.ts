const NAMELESS = 'file'

/**
 * A file's name as it is shown and offered for saving: its last part alone, without marks that turn text around
 * (`gpj.exe` would read as `exe.jpg`). It is never a path of ours.
 */
export function shownName(said: string): string {
  const last = said.split(/[/\\]/).at(-1) ?? ''
  const plain = last.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, '').trim()
  return /^\.*$/.test(plain) ? NAMELESS : plain
}

/** The same name for a file of another kind. */
export const renamed = (name: string, extension: string): string =>
  `${name.replace(/\.[a-z0-9]{1,5}$/i, '')}.${extension}`
