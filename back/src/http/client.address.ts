import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { Request } from 'express'
import { limitKeyOf } from './address.js'

/** What limits count as the caller's address. */
export const ClientAddress = createParamDecorator((_: unknown, context: ExecutionContext) =>
  limitKeyOf(context.switchToHttp().getRequest<Request>().ip ?? ''),
)
