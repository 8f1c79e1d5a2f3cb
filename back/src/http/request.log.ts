import { API_PREFIX } from '@papo/contract'
import type { NextFunction, Response } from 'express'
import { randomUUID } from 'node:crypto'
import type { IdentifiedRequest } from '../auth/current.user.js'
import { measures } from '../infra/measures.js'
import type { Logger } from '../logger.js'

type Names = { requestId: string; method: string; path: string; roomId?: string }
type LoggedRequest = IdentifiedRequest & { names?: Names }

// What stands behind is a key: to a file's bytes, to a room, to speaking in it.
const KEYED = new RegExp(`^(${API_PREFIX}/(?:blobs|invites|hooks)/)[^/]+`, 'i')
const OF_ROOM = new RegExp(`^${API_PREFIX}/rooms/([0-9a-f-]{36})(?:/|$)`, 'i')
/** A proxy that names its requests is followed; anything odd is not. */
const NAMED = /^[\w.-]{8,64}$/
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const ID_HEADER = 'X-Request-Id'

/** The path without its query, which may hold what people search for. */
function nameOf({ headers, method, path }: LoggedRequest): Names {
  const given = headers['x-request-id']
  const requestId = typeof given === 'string' && NAMED.test(given) ? given : randomUUID()
  const roomId = OF_ROOM.exec(path)?.[1]
  return { requestId, method, path: path.replace(KEYED, '$1…'), ...(roomId ? { roomId } : {}) }
}

/** What every line about a call says of it. */
export const namesOf = ({ names, user }: LoggedRequest): object => ({ ...names, userId: user?.userId })

/** Names each call, also to its caller, times it, and writes one line per call, at debug. */
export const logRequests =
  (logger: Logger) =>
  (request: LoggedRequest, response: Response, next: NextFunction): void => {
    request.names = nameOf(request)
    response.setHeader(ID_HEADER, request.names.requestId)
    const startedAt = performance.now()
    response.once('finish', () => {
      const durationMs = performance.now() - startedAt
      const { statusCode: status } = response
      measures.request.observe(durationMs / 1_000)
      measures.requests.add(
        METHODS.has(request.method) ? request.method : 'other',
        `${Math.floor(status / 100)}xx`,
      )
      if (!logger.isLevelEnabled('debug')) return
      logger.debug({ ...namesOf(request), status, durationMs: Math.round(durationMs) }, 'request')
    })
    next()
  }
