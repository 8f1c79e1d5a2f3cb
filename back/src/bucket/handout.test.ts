import { expect, test } from 'vitest'
import { headersOf } from './handout.js'

test.each([
  'text/html',
  'application/xhtml+xml',
  'image/svg+xml',
  'application/xml',
  'text/xml',
  'text/javascript',
  'text/css',
  'text/plain',
  'application/pdf',
  'multipart/related',
  'image/png; charset=x',
  'IMAGE/PNG',
  '',
])('a browser gets %j as bytes to save, also if it was to be shown', (type) => {
  const headers = headersOf({ type, name: 'x', inline: true })
  expect(headers.type).toBe('application/octet-stream')
  expect(headers.disposition).toMatch(/^attachment; /)
})

test.each([
  [true, /^inline; /],
  [false, /^attachment; /],
])('a picture is shown if it is to be: %s', (inline, disposition) => {
  const headers = headersOf({ type: 'image/png', name: 'x.png', inline })
  expect(headers.type).toBe('image/png')
  expect(headers.disposition).toMatch(disposition)
})
