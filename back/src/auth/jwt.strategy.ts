import { Inject, Injectable } from '@nestjs/common'
import { PassportStrategy } from '@nestjs/passport'
import type { Request } from 'express'
import { ExtractJwt, Strategy } from 'passport-jwt'
import { CONFIG, type Config } from '../config.js'
import { cookieNames } from './cookies.js'
import type { Identity } from './identity.js'
import { isAccessToken, VERIFY_OPTIONS } from './token.js'
import { TokenVerifier } from './token.verifier.js'

const bearerOf = ExtractJwt.fromAuthHeaderAsBearerToken()

/** The access token of an HTTP call. A Bearer token counts alone: with one, no cookie is looked at. */
function extractor(config: Config) {
  const name = cookieNames(config).access
  return (request: Request): string | null => {
    if (request.headers.authorization !== undefined) return bearerOf(request)
    const cookie: unknown = (request.cookies as Record<string, unknown> | undefined)?.[name]
    return typeof cookie === 'string' ? cookie : null
  }
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
