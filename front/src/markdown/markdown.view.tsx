import '@fontsource-variable/figtree/wght-italic.css'
import './markdown.css'
import { Fragment, type ReactNode } from 'react'
import * as texts from '../i18n/markdown'
import { addTexts } from '../i18n/translate'
import { useText } from '../preferences'
import { CodeBlock } from './code.block'
import { Mention } from './mention'
import { parseMarkdown } from './parse'
import type { Node } from './tree'

addTexts(texts)

type Props = { text: string; tail?: ReactNode }

/** Markdown as blocks; `tail` stands behind the last word, or below when the message ends in something else. */
export function MarkdownView({ text, tail }: Props) {
  const nodes = parseMarkdown(text)
  const last = nodes.at(-1)
  const inline = last?.kind === 'paragraph' || last?.kind === 'heading'
  return (
    <>
      {nodes.map((node, i) => (
        <Block key={i} node={node} dir="auto" tail={inline && node === last ? tail : null} />
      ))}
      {!inline && tail && <div className="md-tail">{tail}</div>}
    </>
  )
}

type BlockProps = { node: Node; tail?: ReactNode; dir?: 'auto' }

/** Each block of a message is read in the direction of its own first letters; what lies within follows it. */
function Block({ node, tail, dir }: BlockProps) {
  if (node.kind === 'fence') return <CodeBlock text={node.text} language={node.language} />
  if (node.kind === 'rule') return <hr />
  if (!('children' in node)) return <Inline node={node} />
  const inside = node.children.map((child, i) => <Block key={i} node={child} />)
  switch (node.kind) {
    case 'paragraph':
    case 'heading':
      return (
        <p dir={dir} data-heading={node.kind === 'heading' || undefined}>
          <Inlines nodes={node.children} />
          {tail}
        </p>
      )
    case 'quote':
      return <blockquote dir={dir}>{inside}</blockquote>
    case 'item':
      return <li>{inside}</li>
    case 'list':
      return node.start === null ? (
        <ul dir={dir}>{inside}</ul>
      ) : (
        <ol dir={dir} start={node.start}>
          {inside}
        </ol>
      )
    case 'table':
      return <Table>{inside}</Table>
    case 'row':
      return <tr>{inside}</tr>
    case 'cell':
      return <Cell node={node} />
    default:
      return <Inline node={node} />
  }
}

/** Scrolls by itself, so the keyboard must reach it. */
function Table({ children }: { children: ReactNode }) {
  const t = useText()
  return (
    <div className="md-table" tabIndex={0} role="group" aria-label={t('markdown.table')}>
      <table>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

function Cell({ node }: { node: Extract<Node, { kind: 'cell' }> }) {
  const Tag = node.head ? 'th' : 'td'
  return (
    <Tag dir="auto" data-align={node.align}>
      <Inlines nodes={node.children} />
    </Tag>
  )
}

function Inlines({ nodes }: { nodes: readonly Node[] }) {
  return nodes.map((node, i) => <Inline key={i} node={node} />)
}

const TAGS = { strong: 'strong', em: 'em', del: 's' } as const

function Inline({ node }: { node: Node }) {
  if (node.kind === 'text') return node.text
  if (node.kind === 'code') return <code>{node.text}</code>
  if (node.kind === 'mention') return <Mention name={node.name} text={node.text} />
  if (!('children' in node)) return null
  const inside = <Inlines nodes={node.children} />
  if (node.kind === 'link')
    return (
      <a href={node.href} title={node.href} target="_blank" rel="noopener noreferrer">
        {inside}
      </a>
    )
  const Tag = node.kind in TAGS ? TAGS[node.kind as keyof typeof TAGS] : Fragment
  return <Tag>{inside}</Tag>
}
