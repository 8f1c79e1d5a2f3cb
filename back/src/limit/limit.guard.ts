import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common'
import { API_PREFIX } from '@papo/contract'
import type { IdentifiedRequest } from '../auth/current.user.js'
import { BLOB_PATH } from '../bucket/blob.link.js'
import { limitKeyOf } from '../http/address.js'
import { Limiter } from './limiter.js'

const FILES_PATH = `${API_PREFIX}/files/`

/** Bounds the HTTP calls of each user, and of each address that nobody has logged in from. Runs after SessionGuard. */
@Injectable()
export class CallLimitGuard implements CanActivate {
  constructor(private readonly limiter: Limiter) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true
    const { user, ip, path } = context.switchToHttp().getRequest<IdentifiedRequest>()
    // A link to a file was counted when it was asked for.
    if (path.startsWith('/health') || path.startsWith(BLOB_PATH)) return true
    if (user && path.startsWith(FILES_PATH)) await this.limiter.spendFile(user.userId)
    else await this.limiter.spendCall(user ? { userId: user.userId } : { address: limitKeyOf(ip ?? '') })
    return true
  }
}
