import type { Response } from 'express'
import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import type { IdentifiedRequest } from '../auth/current.user.js'
import type { Logger } from '../logger.js'
import { logRequests } from './request.log.js'

type Line = { path?: unknown; requestId?: unknown; roomId?: unknown }

function lineOf(path: string, headers: Record<string, string> = {}): { line: Line; told: unknown } {
  const lines: Line[] = []
  const logger = {
    isLevelEnabled: () => true,
    debug: (line: object) => lines.push(line),
  } as unknown as Logger
  const told = new Map<string, unknown>()
  const setHeader = (name: string, value: unknown) => told.set(name, value)
  const response = Object.assign(new EventEmitter(), { statusCode: 200, setHeader })
  const request = { method: 'GET', path, headers } as unknown as IdentifiedRequest
  logRequests(logger)(request, response as unknown as Response, () => response.emit('finish'))
  return { line: lines[0] ?? {}, told: told.get('X-Request-Id') }
}

test.each([
  ['/api/blobs/said.signed', '/api/blobs/…'],
  ['/API/Blobs/said.signed', '/API/Blobs/…'],
  ['/api/invites/code/accept', '/api/invites/…/accept'],
  ['/api/rooms/1/files', '/api/rooms/1/files'],
])('of %s the log says %s', (path, logged) => {
  expect(lineOf(path).line.path).toBe(logged)
})

test('a call is named in its line and to its caller, as a proxy named it', () => {
  const { line, told } = lineOf('/api/rooms', { 'x-request-id': '0a1b2c3d-4e5f' })
  expect([line.requestId, told]).toEqual(['0a1b2c3d-4e5f', '0a1b2c3d-4e5f'])
})

test.each(['short', 'two words', 'a'.repeat(65)])('a name like %s is not taken over', (name) => {
  const { line, told } = lineOf('/api/rooms', { 'x-request-id': name })
  expect(line.requestId).toMatch(/^[0-9a-f-]{36}$/)
  expect(told).toBe(line.requestId)
})

test('a call about a room names it', () => {
  const roomId = '01997f00-0000-7000-8000-000000000000'
  expect(lineOf(`/api/rooms/${roomId}/messages`).line.roomId).toBe(roomId)
  expect(lineOf('/api/rooms/public').line.roomId).toBeUndefined()
})
