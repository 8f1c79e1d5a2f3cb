import { createHash, randomBytes } from 'node:crypto'

export const RECOVERY_CODES = 10
// Without what is taken for something else: 0 and o, 1, i and l.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const LENGTH = 16
const GROUP = 4
const CODE = new RegExp(`^[${LETTERS}]{${LENGTH}}$`)
/** Bytes above it would make some letters likelier. */
const FAIR_BELOW = 256 - (256 % LETTERS.length)

function letters(): string {
  let made = ''
  while (made.length < LENGTH)
    for (const byte of randomBytes(LENGTH)) if (byte < FAIR_BELOW) made += LETTERS[byte % LETTERS.length]
  return made.slice(0, LENGTH)
}

/** Codes of some 79 bits, which nobody guesses, so that a plain hash keeps them: `k7wp-29ab-…`. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () =>
    (letters().match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-'),
  )

/** What the database keeps of a code, however it was typed; undefined for what is none. */
export function hashOfRecoveryCode(code: string): string | undefined {
  const plain = code.toLowerCase().replaceAll(/[\s-]/g, '')
  return CODE.test(plain) ? createHash('sha256').update(plain).digest('base64url') : undefined
}
