import { Injectable, type ExecutionContext } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { AuthGuard } from '@nestjs/passport'
import { PUBLIC_KEY } from './current.user.js'
import { unauthenticated } from './token.js'

/** Stands before every HTTP call that is not marked `@Public()`. */
@Injectable()
export class SessionGuard extends AuthGuard('jwt') {
  constructor(private readonly reflector: Reflector) {
    super()
  }

  override canActivate(context: ExecutionContext) {
    if (context.getType() !== 'http') return true
    const targets = [context.getHandler(), context.getClass()]
    return this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC_KEY, targets)
      ? true
      : super.canActivate(context)
  }

  override handleRequest<T>(error: unknown, user: T | false | null): T {
    if (error instanceof Error) throw error
    if (error || !user) throw unauthenticated()
    return user
  }
}
