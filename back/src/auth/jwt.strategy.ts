import { createSecretKey } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import { PassportStrategy } from '@nestjs/passport'
import type { Request } from 'express'
import { ExtractJwt, Strategy } from 'passport-jwt'
import { CONFIG, type Config } from '../config.js'
import { cookieNames, cookieOf } from './cookies.js'
import type { Identity } from './identity.js'
import { isAccessToken, VERIFY_OPTIONS } from './token.js'
import { TokenVerifier } from './token.verifier.js'

export const bearerOf = ExtractJwt.fromAuthHeaderAsBearerToken()

/** The access token of an HTTP call: Bearer, else the cookie. */
function extractor(config: Config) {
  const name = cookieNames(config).access
  return (request: Request): string | null => bearerOf(request) ?? cookieOf(request, name) ?? null
}

@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor(
    private readonly verifier: TokenVerifier,
    @Inject(CONFIG) config: Config,
  ) {
    const { algorithms, issuer, audience, clockTolerance } = VERIFY_OPTIONS
    // passport-jwt declares strings and buffers, and hands the key to jsonwebtoken as it is.
    const key = createSecretKey(config.JWT_SECRET, 'utf8') as unknown as Buffer
    super({
      jwtFromRequest: extractor(config),
      secretOrKeyProvider: (_request, token: string, done) => {
        if (isAccessToken(token)) done(null, key)
        else done(new Error('not an access token'))
      },
      algorithms,
      issuer,
      audience,
      jsonWebTokenOptions: { clockTolerance },
    })
  }

  validate(payload: unknown): Promise<Identity> {
    return this.verifier.accept(payload)
  }
}
