import { describe, expect, it } from 'vitest'
import { parseMarkdown } from './parse'
import { createParser } from './parser'
import { hasMarkdown, isFewEmoji } from './syntax'
import type { Node } from './tree'

const LONG = 4000

/** Markdown as nested lists of names, so that a tree fits on a line. */
function sketch(nodes: readonly Node[]): string {
  return nodes
    .map((node) => ('children' in node ? `${node.kind}(${sketch(node.children)})` : leaf(node)))
    .join(' ')
}
function leaf(node: Exclude<Node, { children: readonly Node[] }>): string {
  return 'text' in node
    ? node.kind === 'text'
      ? JSON.stringify(node.text)
      : `${node.kind}:${node.text}`
    : node.kind
}
function all(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node) => [node, ...('children' in node ? all(node.children) : [])])
}
function depth(nodes: readonly Node[]): number {
  return Math.max(0, ...nodes.map((node) => 1 + ('children' in node ? depth(node.children) : 0)))
}
const links = (text: string) =>
  all(parseMarkdown(text)).flatMap((node) => (node.kind === 'link' ? node.href : []))
const words = (text: string) =>
  all(parseMarkdown(text))
    .map((node) => ('text' in node ? node.text : ''))
    .join('')

describe('Markdown in a message', () => {
  it('knows emphasis, code, lists, quotations, headings and tables', () => {
    expect(sketch(parseMarkdown('**a** _b_ ~~c~~ `d`'))).toBe(
      'paragraph(strong("a") " " em("b") " " del("c") " " code:d)',
    )
    expect(sketch(parseMarkdown('- a\n- b'))).toBe('list(item("a") item("b"))')
    expect(sketch(parseMarkdown('# a\n```ts\nb\n```'))).toBe('heading("a") fence:b')
    expect(sketch(parseMarkdown('|a|b|\n|-|-|\n|1|2|'))).toBe(
      'table(row(cell("a") cell("b")) row(cell("1") cell("2")))',
    )
  })

  it('keeps line breaks as they were typed', () => {
    expect(sketch(parseMarkdown('*a*\nb'))).toBe('paragraph(em("a") "\\nb")')
  })

  it('does not take an answer for a part of the quotation above it', () => {
    expect(sketch(parseMarkdown('> a\n> b\nc'))).toBe('quote(paragraph("a\\nb")) paragraph("c")')
  })

  it('shows HTML, entities and references as text', () => {
    expect(words('<b onclick=x>*a*</b> &amp; <script>')).toBe('<b onclick=x>a</b> &amp; <script>')
    expect(words('[a]: https://a.example')).toBe('[a]: https://a.example')
  })

  it('finds mentions in it, but not in code', () => {
    expect(sketch(parseMarkdown('**@bob** `@carol`'))).toBe('paragraph(strong(mention:@bob) " " code:@carol)')
  })

  it('never loads a picture', () => {
    expect(sketch(parseMarkdown('![a](https://a.example/a.png)'))).toBe('paragraph("!" link("a"))')
  })
})

describe('links in Markdown', () => {
  it('lead to http, https and mailto alone', () => {
    expect(
      links('[a](https://a.example) <https://b.example> https://c_d_e.example [m](mailto:a@b.example)'),
    ).toEqual(['https://a.example', 'https://b.example', 'https://c_d_e.example', 'mailto:a@b.example'])
    for (const href of [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      '&#106;avascript:alert(1)',
      'javascript&colon;alert(1)',
      'java\u0000script:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      '//a.example',
      '/rooms',
      '#/settings',
    ])
      expect(links(`[a](${href}) [b](<${href}>) <${href}>`), href).toEqual([])
  })
})

describe('the worst 4,000 characters', () => {
  const one = [
    '[',
    '*',
    '_',
    '`',
    '>',
    '~',
    '<',
    '!',
    '\\',
    '|',
    '#',
    '@',
    '- ',
    '1. ',
    '> - ',
    '[](',
    '**a',
    '*_',
  ]
  const pairs = [
    'a**b',
    '[a](b',
    '`a``',
    '~~a',
    '![[',
    '<https://',
    'https:',
    '@bob',
    '|a\n',
    '- \n',
    '>\n',
    '*a_ ',
  ]
  const texts = [...one, ...pairs].map((piece) => piece.repeat(Math.ceil(LONG / piece.length)).slice(0, LONG))
  const nested = [
    '['.repeat(1000) + 'a' + '](b)'.repeat(700),
    '*'.repeat(2000) + 'a' + '*'.repeat(1999),
    Array.from({ length: 60 }, (_, i) => `${' '.repeat(i * 2)}- a`).join('\n'),
    `${Array.from({ length: 90 }, (_, i) => '`'.repeat(i)).join(' ')}`.slice(0, LONG),
    `|${'a|'.repeat(900)}\n|${'-|'.repeat(900)}\n${'|\n'.repeat(100)}`,
  ]

  it('take no more steps than their length allows', () => {
    const parser = createParser()
    let steps = 0
    const count = () => (steps++, false)
    parser.inline.ruler.before('text', 'count', count)
    parser.block.ruler.before('table', 'count', count)
    for (const text of [...texts, ...nested]) {
      steps = 0
      parser.parse(text, {})
      expect(steps, text.slice(0, 12)).toBeLessThan(LONG * 30)
    }
  })

  it('become a tree that is neither deep nor missing a word', () => {
    for (const text of [...texts, ...nested])
      expect(depth(parseMarkdown(text)), text.slice(0, 12)).toBeLessThan(40)
    expect(words(`${'>'.repeat(500)} lost?`)).toContain('lost?')
    expect(words(`${'- '.repeat(500)} lost?`)).toContain('lost?')
  })
})

describe('what needs no Markdown', () => {
  it('is seen at a glance', () => {
    for (const text of ['Hello, Bob!', 'a\n\nb', '1.5 or 2', 'https://a.example/b-c', 'x #1 - y', 'a (b)'])
      expect(hasMarkdown(text), text).toBe(false)
    for (const text of ['*a*', '- a', '> a', '# a', '1. a', '`a`', '[a](b)', '|a|\n|-|', 'a|b\n-|-'])
      expect(hasMarkdown(text), text).toBe(true)
  })

  it('is a few emoji too', () => {
    for (const text of ['👍', '🎉🎉🎉', '👩🏽‍🚀 🇧🇷', '❤️', '👨‍👩‍👧‍👦', '1️⃣']) expect(isFewEmoji(text), text).toBe(true)
    for (const text of ['', '👍👍👍👍', '1', '👍!', 'ok 👍', '#']) expect(isFewEmoji(text), text).toBe(false)
  })
})
