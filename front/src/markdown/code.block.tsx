import { Check, Copy } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'
import { copyText } from './copy'
import { grammarOf } from './grammars'
import type { Coloured } from './highlight'

const COPIED_MS = 2_000

/** A piece of a program: plain at once, coloured when its language is here. */
export function CodeBlock({ text, language }: { text: string; language: string }) {
  const t = useText()
  const coloured = useColours(text, language)
  return (
    <figure className="code-block">
      <figcaption>
        <span>{language || t('markdown.code')}</span>
        <CopyButton text={text} />
      </figcaption>
      <pre tabIndex={0} aria-label={language || t('markdown.code')} dir="ltr">
        <code>{coloured ? coloured.map(colour) : text}</code>
      </pre>
    </figure>
  )
}

function CopyButton({ text }: { text: string }) {
  const t = useText()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), COPIED_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async () => setCopied(await copyText(text))
  return (
    <button type="button" onClick={() => void copy()} data-copied={copied || undefined}>
      <Icon of={copied ? Check : Copy} small />
      <span aria-live="polite">{t(copied ? 'markdown.copied' : 'markdown.copy')}</span>
    </button>
  )
}

function useColours(text: string, language: string): readonly Coloured[] | null {
  const [coloured, setColoured] = useState<{ text: string; nodes: readonly Coloured[] } | null>(null)
  const grammar = grammarOf(language)
  useEffect(() => {
    if (!grammar) return
    let current = true
    const run = async () => {
      const { highlight } = await import('./highlight')
      const nodes = await highlight(text, grammar)
      if (current) setColoured({ text, nodes })
    }
    // Code without colours is code.
    run().catch(() => undefined)
    return () => {
      current = false
    }
  }, [text, grammar])
  return coloured?.text === text && grammar ? coloured.nodes : null
}

function colour(node: Coloured, key: number): ReactNode {
  if (node.type === 'text') return node.value
  if (node.type !== 'element') return null
  const names = node.properties['className']
  return (
    <span key={key} className={Array.isArray(names) ? names.join(' ') : undefined}>
      {node.children.map(colour)}
    </span>
  )
}
