import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import type { Config } from '../config.js'
import { shownIn } from './headers.js'

type Settings = Pick<Config, 'FRONTEND_URL' | 'COOKIE_SAMESITE'>

function policyOf(settings: Settings): string | undefined {
  const headers = new Map<string, string>()
  const response = { setHeader: (name: string, value: string) => headers.set(name, value) }
  shownIn(settings)({} as IncomingMessage, response as unknown as ServerResponse, () => undefined)
  return headers.get('Cross-Origin-Resource-Policy')
}

const apart = ['https://app.example.org']

test('where no other origin is named, files are shown in our own pages alone', () => {
  expect(policyOf({ FRONTEND_URL: [], COOKIE_SAMESITE: 'lax' })).toBe('same-origin')
})

test('a web app of another origin shows files, as far as its cookies go', () => {
  expect(policyOf({ FRONTEND_URL: apart, COOKIE_SAMESITE: 'lax' })).toBe('same-site')
  expect(policyOf({ FRONTEND_URL: apart, COOKIE_SAMESITE: 'none' })).toBe('cross-origin')
})
