import { Injectable, type ExecutionContext } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { AuthGuard } from '@nestjs/passport'
import { API_PREFIX, scopeOfCall } from '@papo/contract'
import { isApiToken } from '../token/secret.js'
import { type IdentifiedRequest, PUBLIC_KEY } from './current.user.js'
import { bearerOf } from './jwt.strategy.js'
import { requireScope } from './scope.js'
import { unauthenticated } from './token.js'
import { TokenVerifier } from './token.verifier.js'

/** Stands before every HTTP call that is not marked `@Public()`. */
@Injectable()
export class SessionGuard extends AuthGuard('jwt') {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: TokenVerifier,
  ) {
    super()
  }

  override canActivate(context: ExecutionContext) {
    if (context.getType() !== 'http') return true
    const targets = [context.getHandler(), context.getClass()]
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC_KEY, targets)) return true
    const request = context.switchToHttp().getRequest<IdentifiedRequest>()
    const bearer = bearerOf(request)
    return bearer !== null && isApiToken(bearer) ? this.admit(request, bearer) : super.canActivate(context)
  }

  private async admit(request: IdentifiedRequest, token: string): Promise<boolean> {
    const identity = await this.verifier.verify(token)
    const { path } = request.route as { path: string }
    requireScope(identity, scopeOfCall(request.method, path.slice(API_PREFIX.length + 1)))
    request.user = identity
    return true
  }

  override handleRequest<T>(error: unknown, user: T | false | null): T {
    if (error instanceof Error) throw error
    if (error || !user) throw unauthenticated()
    return user
  }
}
