import { expect, test } from 'vitest'
import { firstLink } from './link.js'

const own = ['https://chat.example.org']
const link = (body: string) => firstLink(body, own)

test.each([
  ['https://example.org/a', 'https://example.org/a'],
  ['See https://example.org/a.', 'https://example.org/a'],
  ['(https://example.org/a_(b))', 'https://example.org/a_(b)'],
  ['[words](https://example.org/a)', 'https://example.org/a'],
  ['**https://example.org/a**', 'https://example.org/a'],
  ['HTTP://EXAMPLE.ORG', 'http://example.org/'],
  ['first http://a.example then http://b.example', 'http://a.example/'],
  ['> https://example.org/quoted', 'https://example.org/quoted'],
  ['https://exämple.org/ü?q=1#part', 'https://xn--exmple-cua.org/%C3%BC?q=1#part'],
])('of %j the link is %s', (body, expected) => {
  expect(link(body)).toBe(expected)
})

test.each([
  'no link',
  'ftp://example.org and mailto:a@example.org and example.org',
  '`https://example.org/code`',
  '``a ` https://example.org/code``',
  '```\nhttps://example.org/code\n```',
  '~~~ts\nhttps://example.org/code',
  '<https://example.org/quiet>',
  '[words](<https://example.org/quiet>)',
  'https://chat.example.org/rooms/1',
  'https://alice:secret@example.org/',
  `https://example.org/${'a'.repeat(2_100)}`,
  'https://',
  'xhttps://example.org',
])('%j has no link that wants a preview', (body) => {
  expect(link(body)).toBeUndefined()
})

test('what stands after code, brackets and own links is found', () => {
  const body =
    '`http://a.example` <http://b.example> https://chat.example.org/x\n```\nhttp://c.example\n```\nhttp://d.example'
  expect(link(body)).toBe('http://d.example/')
})

test('text that was made to be hard takes no time', () => {
  for (const part of ['`', '``x', '<', '(', 'http://a)', '```\n', '~'])
    expect(() => link(part.repeat(4_000).slice(0, 4_000))).not.toThrow()
})
