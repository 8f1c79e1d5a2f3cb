import { API_PREFIX } from '@papo/contract'
import type { NextFunction, Response } from 'express'
import type { IdentifiedRequest } from '../auth/current.user.js'
import type { Logger } from '../logger.js'

// What stands behind is a key: to a file's bytes, to a room, to speaking in it.
const KEYED = new RegExp(`^(${API_PREFIX}/(?:blobs|invites|hooks)/)[^/]+`, 'i')

/** One line per call, at debug. The path without its query, which may hold what people search for. */
export const logRequests =
  (logger: Logger) =>
  (request: IdentifiedRequest, response: Response, next: NextFunction): void => {
    if (!logger.isLevelEnabled('debug')) return next()
    const startedAt = performance.now()
    const { method } = request
    const path = request.path.replace(KEYED, '$1…')
    response.once('finish', () => {
      const durationMs = Math.round(performance.now() - startedAt)
      const fields = { method, path, status: response.statusCode, durationMs, userId: request.user?.userId }
      logger.debug(fields, 'request')
    })
    next()
  }
