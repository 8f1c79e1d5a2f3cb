import { z } from 'zod'
import { LIMITS } from './limits.js'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const NOT_A_UUID = 'must be a UUID'

/** Ids made by the server: UUIDv7 in lower case. */
export const id = z
  .string()
  .toLowerCase()
  .regex(UUID, NOT_A_UUID)
  .meta({ description: 'A UUID in lower case.' })
/** The sender's idempotency key; UUIDv7 takes the fast path, any other UUID is looked up first. */
export const clientId = z
  .string()
  .toLowerCase()
  .regex(UUID, NOT_A_UUID)
  .meta({ description: 'A UUID made by the sender, best of version 7; sent again it changes nothing.' })
export const seq = z.int().positive()
export const epoch = z.int().nonnegative()
/** ISO 8601, UTC, milliseconds. */
export const timestamp = z.iso
  .datetime()
  .meta({ description: 'ISO 8601, UTC.', pattern: '^\\d{4}-\\d\\d-\\d\\dT.+Z$' })

/** A time of day, such as 22:30. */
export const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must look like 22:30')
const isTimeZone = (name: string) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
export const timeZone = z.string().max(64).refine(isTimeZone, 'must be an IANA time zone').meta({
  description: 'An IANA time zone, such as America/Sao_Paulo.',
})

const codePoints = (text: string) => {
  let count = 0
  for (const _ of text) count++
  return count
}

/** NUL cannot be stored by PostgreSQL and a lone surrogate cannot be sent as UTF-8. */
const storable = (text: string) => !text.includes('\0') && text.isWellFormed()

/** Free text, trimmed, its length counted in Unicode code points. */
export const text = (min: number, max: number) =>
  z
    .string()
    .max(max * 2 + 64, `must have at most ${max} characters`)
    .trim()
    .refine(storable, 'must not hold NUL or lone surrogates')
    .refine(
      (t) => codePoints(t) >= min,
      min === 1 ? 'must not be empty' : `must have at least ${min} characters`,
    )
    .refine((t) => codePoints(t) <= max, `must have at most ${max} characters`)
    // For documents, which cannot read the checks above.
    .meta({ ...(min > 0 && { minLength: min }), maxLength: max })

/** One line of text: a name or a title. */
export const line = (min: number, max: number) =>
  text(min, max)
    .refine((t) => !/[\p{Cc}\u2028\u2029]/u.test(t), 'must be a single line')
    .meta({
      pattern: '^[^\\p{Cc}\\u2028\\u2029]*$',
      ...(min > 0 && { minLength: min }),
      maxLength: max,
    })

export const body = text(1, LIMITS.bodyMax)
/** Of a message that may have files instead. */
export const caption = text(0, LIMITS.bodyMax)
export const username = z
  .string()
  .trim()
  .toLowerCase()
  .min(LIMITS.usernameMin)
  .max(LIMITS.usernameMax)
  .regex(/^[a-z0-9_.-]+$/, 'may hold a-z, 0-9, _ . -')
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(LIMITS.emailMax)
  .pipe(z.email())
  .meta({ format: 'email' })
export const password = z
  .string()
  .refine(storable, 'must not hold NUL or lone surrogates')
  .min(LIMITS.passwordMin)
  .max(LIMITS.passwordMax)
export const emoji = z
  .string()
  .min(1)
  .max(LIMITS.emojiMax)
  .regex(/^(?:\p{RGI_Emoji}|:[a-z0-9_+\-]{1,30}:)$/v, 'must be one emoji or a :name:')
  // The pattern that documents can hold knows no sequences of code points.
  .meta({
    description: 'One emoji, or a `:name:`.',
    pattern: '^(?:[^\\s\\w]+|[0-9#*]\\ufe0f?\\u20e3|:[a-z0-9_+\\-]{1,30}:)$',
  })
