import { expect, test } from 'vitest'
import { isAllowedOrigin, isOwnPage } from './origin.js'

const lan = { FRONTEND_URL: [], secure: false }
const listed = { FRONTEND_URL: ['https://app.example.org'], secure: true }

test('the own host may call, with or without the default port', () => {
  expect(isAllowedOrigin('http://chat.local:3000', 'chat.local:3000', lan)).toBe(true)
  expect(isAllowedOrigin('https://chat.local', 'chat.local:443', lan)).toBe(true)
  expect(isAllowedOrigin('http://chat.local', 'CHAT.local:80', lan)).toBe(true)
  expect(isAllowedOrigin('http://[::1]:3000', '[::1]:3000', lan)).toBe(true)
})

test('a listed origin may call, exactly as it is listed', () => {
  expect(isAllowedOrigin('https://app.example.org', 'chat.example.org', listed)).toBe(true)
  expect(isAllowedOrigin('http://app.example.org', 'chat.example.org', listed)).toBe(false)
  expect(isAllowedOrigin('https://app.example.org:8443', 'chat.example.org', listed)).toBe(false)
})

test.each([
  'null',
  '',
  'evil.example',
  'http://evil.example',
  'http://chat.local.evil.example',
  'http://evilchat.local',
  'http://chat.local@evil.example',
  'http://chat.local/',
  'http://chat.local:81',
  'ftp://chat.local',
  'file://',
  'javascript:alert(1)',
])('%s is a foreign origin', (origin) => {
  expect(isAllowedOrigin(origin, 'chat.local', lan)).toBe(false)
})

test('without a Host header only listed origins may call', () => {
  expect(isAllowedOrigin('http://chat.local', undefined, lan)).toBe(false)
})

test('where the settings speak of https, the same host over http is foreign', () => {
  expect(isAllowedOrigin('http://chat.example.org', 'chat.example.org', listed)).toBe(false)
  expect(isAllowedOrigin('https://chat.example.org', 'chat.example.org', listed)).toBe(true)
})

test('without an Origin, Sec-Fetch-Site tells where a page is from', () => {
  const from = (site: string) => isOwnPage({ host: 'a', cookie: 'x=1', 'sec-fetch-site': site }, lan)
  expect(['same-origin', 'none', 'same-site', 'cross-site'].map(from)).toEqual([true, true, false, false])
})

test('a foreign Origin is not outweighed by Sec-Fetch-Site', () => {
  const headers = { host: 'a', origin: 'http://evil.example', 'sec-fetch-site': 'same-origin' as const }
  expect(isOwnPage(headers, lan)).toBe(false)
})

test('with neither, a call with cookies is refused and one without is nobody we know', () => {
  expect(isOwnPage({ host: 'a', cookie: 'x=1' }, lan)).toBe(false)
  expect(isOwnPage({ host: 'a' }, lan)).toBe(true)
})
