import { createSecretKey } from 'node:crypto'
import { JwtService } from '@nestjs/jwt'
import { id } from '@papo/contract'
import { z } from 'zod'
import type { Config } from '../config.js'
import { ChatError } from '../errors.js'

/** How far the clocks of two instances may differ. */
export const LEEWAY_SECONDS = 60
const TYPE = 'at+jwt'
const ISSUER = 'papo'
const AUDIENCE = 'papo'

export const VERIFY_OPTIONS = {
  algorithms: ['HS256' as const],
  issuer: ISSUER,
  audience: AUDIENCE,
  clockTolerance: LEEWAY_SECONDS,
}

/** What an access token says besides issuer, audience and times. */
export const claims = z.object({ sub: id, sid: id, exp: z.int() })

export const unauthenticated = () => new ChatError('unauthenticated', 'Log in first.')

const header = z.object({ alg: z.literal('HS256'), typ: z.literal(TYPE) })

/** Refuses any token that is not one of our access tokens by its header, before its signature is looked at. */
export function isAccessToken(token: string): boolean {
  try {
    const [encoded = ''] = token.split('.', 1)
    return header.safeParse(JSON.parse(Buffer.from(encoded, 'base64url').toString())).success
  } catch {
    return false
  }
}

export const createJwtService = (config: Config) =>
  new JwtService({
    // As a string it would be tried as a PEM key first, on every call: forty times the time.
    secret: createSecretKey(config.JWT_SECRET, 'utf8'),
    signOptions: {
      algorithm: 'HS256',
      issuer: ISSUER,
      audience: AUDIENCE,
      expiresIn: config.JWT_EXPIRES_IN,
      header: { alg: 'HS256', typ: TYPE },
    },
    verifyOptions: VERIFY_OPTIONS,
  })
