import { expect, test } from 'vitest'
import { textOf } from './charset.js'
import { lineOf, readPage } from './page.js'

const at = new URL('https://www.example.org/news/')
const page = (html: string) => readPage(html, at)

test('what is said for previews goes before what is said for browsers', () => {
  const html = `<!doctype html><head><title>Browser</title>
    <meta name="description" content="For browsers"><meta property="og:description" content="For &amp; previews">
    <meta property="og:title" content="Preview"><meta property="og:site_name" content="The Example">
    <meta property="og:image" content="/a.png"></head>`
  expect(page(html)).toEqual({
    title: 'Preview',
    description: 'For & previews',
    siteName: 'The Example',
    imageUrl: 'https://www.example.org/a.png',
  })
})

test('a title is enough, and the host stands for the site', () => {
  expect(page('<title>\n  A \t page </title>')).toEqual({ title: 'A page', siteName: 'example.org' })
})

test('what is said by twitter: names is read too', () => {
  const html = `<meta name="twitter:title" content="T"><meta name="twitter:description" content="D">
    <meta name="twitter:image" content="https://cdn.example/i.jpg">`
  expect(page(html)).toMatchObject({ title: 'T', description: 'D', imageUrl: 'https://cdn.example/i.jpg' })
})

test.each([
  '',
  'plain text',
  '<title></title>',
  '<title>\u202e</title>',
  '<meta property="og:title" content="">',
])('without a title there is no preview: %j', (html) => expect(page(html)).toBeUndefined())

test('what comes first counts, and a title in a drawing is not the page’s', () => {
  expect(page('<title>One</title><svg><title>Two</title></svg>')).toMatchObject({ title: 'One' })
})

test('markup in what is said stays text', () => {
  expect(page('<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>')).toMatchObject({
    title: '<script>alert(1)</script>',
  })
})

test('a description that repeats the title is left out', () => {
  const html = '<title>Same</title><meta name="description" content="Same">'
  expect(page(html)).toEqual({ title: 'Same', siteName: 'example.org' })
})

test('a page that was cut off is read as far as it goes', () => {
  expect(page('<title>Whole</title><meta property="og:description" content="hal')).toMatchObject({
    title: 'Whole',
  })
})

test('lines are single, without NUL, well formed, not turned around and bounded', () => {
  expect(lineOf('a\u0000b\r\nc\u2028d\ud800e\u202ef', 100)).toBe('a b c d\ufffdef')
  expect(lineOf('ab'.repeat(200), 10)).toBe('ababababa…')
  expect([...lineOf('😀'.repeat(200), 10)]).toHaveLength(10)
})

test('a page of nothing but openings is read no further', () => {
  const openings = '<b>'.repeat(50_000)
  const html = `<title>Deep</title>${openings}<meta property="og:title" content="Deeper">`
  expect(page(html)).toMatchObject({ title: 'Deep' })
})

const latin = Buffer.from('<title>ol\xe1</title>', 'latin1')
test.each([
  ['the server says so', latin, 'text/html; charset=ISO-8859-1'],
  ['the page says so', Buffer.concat([Buffer.from('<meta charset="windows-1252">'), latin]), 'text/html'],
  ['it is UTF-8', Buffer.from('<title>olá</title>'), 'text/html'],
  ['nobody knows such a charset', Buffer.from('<title>olá</title>'), 'text/html; charset=nonsense'],
  ['a mark says so', Buffer.from('\ufeff<title>olá</title>', 'utf16le'), 'text/html; charset=utf-8'],
])('letters are read right when %s', (_, body, type) => {
  expect(page(textOf(body, type))).toMatchObject({ title: 'olá' })
})
