import type { Token } from 'markdown-it'
import { createParser, MAX_NESTING } from './parser'
import { isLink } from './pieces'
import type { Align, Node } from './tree'

/** Trees of the messages drawn last; the same text has the same tree. */
const CACHE_MAX = 400
const cache = new Map<string, readonly Node[]>()
const parser = createParser()

export function parseMarkdown(text: string): readonly Node[] {
  const known = cache.get(text)
  const tree = known ?? treeOf(parser.parse(text, {}), text)
  cache.delete(text)
  cache.set(text, tree)
  for (const oldest of cache.keys()) {
    if (cache.size <= CACHE_MAX) break
    cache.delete(oldest)
  }
  return tree
}

/** What is nested too deeply to be read is shown as it was typed, or some of it would be missing. */
function treeOf(tokens: readonly Token[], text: string): readonly Node[] {
  if (tokens.some((token) => token.level >= MAX_NESTING - 1))
    return [{ kind: 'paragraph', children: [{ kind: 'text', text }] }]
  return childrenOf(tokens)
}

type Open = { readonly token: Token; readonly children: Node[] }

function childrenOf(tokens: readonly Token[]): Node[] {
  const root: Node[] = []
  const open: Open[] = []
  for (const token of tokens) {
    const into = open.at(-1)?.children ?? root
    if (token.nesting === 1) open.push({ token, children: [] })
    else if (token.nesting === 0) into.push(...leavesOf(token))
    else {
      const ended = open.pop()
      const around = open.at(-1)?.children ?? root
      // The parser bounds how deep blocks go, but not emphasis: what lies deeper loses it.
      if (ended) around.push(...(open.length < MAX_NESTING ? branchOf(ended) : ended.children))
    }
  }
  return root
}

function leavesOf(token: Token): Node[] {
  const { type, content, info, meta } = token
  if (type === 'inline') return joinTexts(childrenOf(token.children ?? []))
  if (type === 'code_inline') return [{ kind: 'code', text: content }]
  if (type === 'fence')
    return [{ kind: 'fence', text: content.replace(/\n$/, ''), language: info.trim().split(/\s/)[0] ?? '' }]
  if (type === 'hr') return [{ kind: 'rule' }]
  if (type === 'mention') return [{ kind: 'mention', name: String(meta?.['name']), text: content }]
  if (type === 'softbreak' || type === 'hardbreak') return [{ kind: 'text', text: '\n' }]
  return content === '' ? [] : [{ kind: 'text', text: content }]
}

const BRANCHES = {
  paragraph: 'paragraph',
  heading: 'heading',
  blockquote: 'quote',
  list_item: 'item',
  strong: 'strong',
  em: 'em',
  s: 'del',
  table: 'table',
  tr: 'row',
} as const

/** What is not known is passed over, and its children stay. */
function branchOf({ token, children }: Open): readonly Node[] {
  const type = token.type.replace(/_open$/, '')
  if (type === 'link') {
    const href = String(token.attrGet('href') ?? '')
    return isLink(href) ? [{ kind: 'link', href, children }] : children
  }
  if (type === 'bullet_list') return [{ kind: 'list', start: null, children }]
  if (type === 'ordered_list') return [{ kind: 'list', start: Number(token.attrGet('start') ?? 1), children }]
  if (type === 'td' || type === 'th')
    return [{ kind: 'cell', head: type === 'th', align: alignOf(token), children }]
  if (type === 'paragraph' && token.hidden) return children
  const kind = type in BRANCHES ? BRANCHES[type as keyof typeof BRANCHES] : undefined
  return kind ? [{ kind, children }] : children
}

function alignOf(token: Token): Align {
  return (['left', 'center', 'right'] as const).find((a) => token.attrGet('style') === `text-align:${a}`)
}

function joinTexts(nodes: readonly Node[]): Node[] {
  const joined: Node[] = []
  for (const node of nodes) {
    const last = joined.at(-1)
    if (node.kind === 'text' && last?.kind === 'text')
      joined[joined.length - 1] = { kind: 'text', text: last.text + node.text }
    else joined.push(node)
  }
  return joined
}
