import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common'
import type { IdentifiedRequest } from '../auth/current.user.js'
import { ChatError } from '../errors.js'
import { MemberStore } from '../member/member.store.js'

/** Lets owners and admins of the installation pass, by what they are now. */
@Injectable()
export class AdministratorGuard implements CanActivate {
  constructor(private readonly members: MemberStore) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { user } = context.switchToHttp().getRequest<IdentifiedRequest>()
    const role = user && (await this.members.installationRole(user.userId))
    if (role === 'owner' || role === 'admin') return true
    throw new ChatError('forbidden', 'Only administrators may do this.')
  }
}
