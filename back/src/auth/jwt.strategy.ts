import { Inject, Injectable } from '@nestjs/common'
import { PassportStrategy } from '@nestjs/passport'
import type { Request } from 'express'
import { ExtractJwt, Strategy } from 'passport-jwt'
import { CONFIG, type Config } from '../config.js'
import { cookieNames, cookieOf } from './cookies.js'
import type { Identity } from './identity.js'
import { isAccessToken, VERIFY_OPTIONS } from './token.js'
import { TokenVerifier } from './token.verifier.js'

const bearerOf = ExtractJwt.fromAuthHeaderAsBearerToken()

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
    super({
      jwtFromRequest: extractor(config),
      secretOrKeyProvider: (_request, token: string, done) => {
        if (isAccessToken(token)) done(null, config.JWT_SECRET)
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
