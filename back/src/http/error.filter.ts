import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Inject,
  Injectable,
} from '@nestjs/common'
import { ERRORS, type ErrorCode } from '@papo/contract'
import type { Response } from 'express'
import { ChatError, toChatError, toReply } from '../errors.js'
import { LOGGER, type Logger } from '../logger.js'
import { namesOf } from './request.log.js'

const CODES: Record<number, ErrorCode> = Object.fromEntries(
  Object.entries(ERRORS).map(([code, { status }]) => [status, code as ErrorCode]),
)
const MESSAGES: Partial<Record<ErrorCode, string>> = {
  invalid_payload: 'The request cannot be read.',
  too_large: 'The request is too large.',
  not_found: 'There is nothing here.',
}

/** What Nest, Express and the body parser refuse, in our words. */
function fromStatus(error: HttpException): ChatError | undefined {
  const status = error.getStatus()
  if (status >= 500) return undefined
  const code = CODES[status] ?? 'invalid_payload'
  return new ChatError(code, MESSAGES[code] ?? error.message, { cause: error })
}

/** The one place where an error becomes an HTTP answer. */
@Catch()
@Injectable()
export class HttpErrorFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp()
    const response = http.getResponse<Response>()
    const known = error instanceof HttpException ? fromStatus(error) : undefined
    const said = known ?? toChatError(error, this.logger, namesOf(http.getRequest()))
    if (response.headersSent) {
      response.destroy()
      return
    }
    if (said.retryAfterMs !== undefined)
      response.setHeader('Retry-After', Math.ceil(said.retryAfterMs / 1_000))
    response.status(ERRORS[said.code].status).json({ error: toReply(said) })
  }
}
