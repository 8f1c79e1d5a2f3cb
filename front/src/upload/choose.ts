import type { Response } from '@papo/contract'
import { LIMITS } from '@papo/contract/limits'
import { FOLDER } from './incoming'
import type { Trouble } from './upload'

type Chosen = Pick<File, 'name' | 'size' | 'type'>
type Held = {
  /** How many stand above the composer already. */
  readonly inTray: number
  /** Of files that the server does not count yet. */
  readonly openBytes: number
  /** Null: not known now; then the server says so later. */
  readonly storage: Response<'storage'> | null
}
export type Sifted<T> = {
  readonly taken: readonly T[]
  readonly refused: readonly { readonly file: T; readonly trouble: Trouble; readonly limit: number }[]
}
/** Which of the chosen files can be sent at all; of too many, the first ones. */
export function sift<T extends Chosen>(files: readonly T[], { inTray, openBytes, storage }: Held): Sifted<T> {
  const taken: T[] = []
  const refused: { file: T; trouble: Trouble; limit: number }[] = []
  const fileMax = storage?.fileBytesMax ?? Infinity
  let leftBytes = storage ? storage.quotaBytes - storage.usedBytes - openBytes : Infinity
  for (const file of files) {
    const refuse = (trouble: Trouble, limit = 0) => refused.push({ file, trouble, limit })
    if (file.type === FOLDER) refuse('folder')
    else if (file.size === 0) refuse('empty')
    else if (file.size > fileMax) refuse('tooLarge', fileMax)
    else if (inTray + taken.length >= LIMITS.attachmentsMax) refuse('tooMany', LIMITS.attachmentsMax)
    else if (file.size > leftBytes) refuse('quota', storage?.quotaBytes)
    else {
      taken.push(file)
      leftBytes -= file.size
    }
  }
  return { taken, refused }
}

/** As the contract takes a name: one line, not too long; what is cut off is not the end, which says what it is. */
export function nameOf(name: string): string {
  const line = name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
  const signs = [...line]
  if (signs.length <= LIMITS.fileNameMax) return line || 'file'
  const end = [...(/\.[^.]{1,12}$/.exec(line)?.[0] ?? '')]
  return [...signs.slice(0, LIMITS.fileNameMax - end.length), ...end].join('')
}

export function typeOf(type: string): string {
  return /^[\w.+-]+\/[\w.+-]+$/.test(type) && type.length <= 127
    ? type.toLowerCase()
    : 'application/octet-stream'
}
