import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

const SECRET_BYTES = 20
const PERIOD_SECONDS = 30
/** Clocks may differ by so many periods, either way. */
const WINDOW = 1
const DIGITS = 6

/** What every authenticator app takes: RFC 6238 with SHA-1, six digits, thirty seconds. */
const SHAPE = { algorithm: 'SHA1', digits: DIGITS, period: PERIOD_SECONDS } as const
const secretOf = (bytes: Buffer) => new Secret({ buffer: new Uint8Array(bytes).buffer })

export const newSecret = (): Buffer => randomBytes(SECRET_BYTES)
export const isTotp = (code: string): boolean => new RegExp(`^\\d{${DIGITS}}$`).test(code)

/** The period (thirty seconds each, since 1970) that the code is of, if it is of this one or a neighbour. */
export function stepOf(secret: Buffer, code: string, nowMs = Date.now()): number | undefined {
  if (!isTotp(code)) return undefined
  const given = { ...SHAPE, secret: secretOf(secret), token: code, window: WINDOW, timestamp: nowMs }
  const delta = TOTP.validate(given)
  return delta === null ? undefined : TOTP.counter({ period: PERIOD_SECONDS, timestamp: nowMs }) + delta
}

/** For an authenticator app: what is typed in, and what a QR code says. */
export function forApp(bytes: Buffer, { issuer, label }: { issuer: string; label: string }) {
  const secret = secretOf(bytes)
  return { secret: secret.base32, uri: new TOTP({ ...SHAPE, issuer, label, secret }).toString() }
}
