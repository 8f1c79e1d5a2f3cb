import type { Request, Response } from 'express'
import { expect, test } from 'vitest'
import { readConfig } from '../config.js'
import { refuseForeignPages } from './csrf.js'

const config = readConfig({ DATABASE_URL: 'postgresql://x', REDIS_URL: 'redis://x' })
const foreign = { host: 'chat.local', origin: 'http://evil.example', cookie: 'papo_access=x' }

function passes(method: string, headers: Request['headers']): boolean {
  let error: unknown
  const next = (given?: unknown) => {
    error = given
  }
  refuseForeignPages(config)({ method, headers } as Request, {} as Response, next)
  return error === undefined
}

test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'TRACE', 'post'])(
  'a foreign page’s %s is refused, ours is not',
  (method) => {
    expect(passes(method, foreign)).toBe(false)
    expect(passes(method, { ...foreign, origin: 'http://chat.local' })).toBe(true)
  },
)

test('what only looks may come from anywhere', () => {
  expect(['GET', 'HEAD', 'OPTIONS'].map((method) => passes(method, foreign))).toEqual([true, true, true])
})
