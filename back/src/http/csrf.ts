import type { NextFunction, Request, Response } from 'express'
import type { Config } from '../config.js'
import { ChatError } from '../errors.js'
import { isOwnPage } from './origin.js'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses calls that a foreign page made a browser send. A call with an Authorization header is exempt: no page
 * can add one without CORS, and with one no cookie is looked at.
 */
export const refuseForeignPages =
  (config: Config) =>
  ({ method, headers }: Request, _response: Response, next: NextFunction): void => {
    const exempt = SAFE_METHODS.has(method) || headers.authorization !== undefined
    if (exempt || isOwnPage(headers, config)) return next()
    next(new ChatError('forbidden', 'Calls from other sites are not accepted.'))
  }
