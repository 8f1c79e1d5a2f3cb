import type { Response } from 'express'
import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import type { IdentifiedRequest } from '../auth/current.user.js'
import type { Logger } from '../logger.js'
import { logRequests } from './request.log.js'

function pathLoggedOf(path: string): unknown {
  const lines: { path?: unknown }[] = []
  const logger = {
    isLevelEnabled: () => true,
    debug: (line: object) => lines.push(line),
  } as unknown as Logger
  const response = Object.assign(new EventEmitter(), { statusCode: 200 })
  const request = { method: 'GET', path } as IdentifiedRequest
  logRequests(logger)(request, response as unknown as Response, () => response.emit('finish'))
  return lines[0]?.path
}

test.each([
  ['/api/blobs/said.signed', '/api/blobs/…'],
  ['/API/Blobs/said.signed', '/API/Blobs/…'],
  ['/api/invites/code/accept', '/api/invites/…/accept'],
  ['/api/rooms/1/files', '/api/rooms/1/files'],
])('of %s the log says %s', (path, logged) => {
  expect(pathLoggedOf(path)).toBe(logged)
})
