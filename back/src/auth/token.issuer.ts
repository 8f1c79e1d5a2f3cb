import { Inject, Injectable } from '@nestjs/common'
import { JwtService } from '@nestjs/jwt'
import type { Response } from '@papo/contract'
import { CONFIG, type Config } from '../config.js'
import type { Grant } from '../session/session.service.js'

/** Makes the access token that goes with a refresh token. */
@Injectable()
export class TokenIssuer {
  constructor(
    private readonly jwt: JwtService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async tokensOf({ userId, sessionId, refreshToken }: Grant): Promise<Response<'tokens'>> {
    const accessToken = await this.jwt.signAsync({ sid: sessionId }, { subject: userId })
    return { accessToken, refreshToken, expiresInSeconds: this.config.JWT_EXPIRES_IN }
  }
}
