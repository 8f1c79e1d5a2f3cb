import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common'
import type { Request } from 'express'
import type { Identity } from './identity.js'

export type IdentifiedRequest = Request & { user?: Identity }

const PUBLIC = 'public'
export { PUBLIC as PUBLIC_KEY }

/** Opens a controller or a call to people who are not logged in. */
export const Public = () => SetMetadata(PUBLIC, true)

/** Gives the caller's `Identity`; only in calls that are not public. */
export const CurrentUser = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<IdentifiedRequest>().user,
)
