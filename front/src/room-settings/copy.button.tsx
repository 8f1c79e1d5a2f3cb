import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { copyText } from '../markdown/copy'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'

const SHOWN_MS = 2_500

type Props = { text: string; onFailed: () => void; kind?: 'primary' | 'quiet' }

/** Copies, and says that it did in the place where one looked. */
export function CopyButton({ text, onFailed, kind = 'quiet' }: Props) {
  const t = useText()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async () => {
    if (await copyText(text)) setCopied(true)
    else onFailed()
  }
  return (
    <button
      type="button"
      className="button copy-button"
      data-kind={kind}
      data-size="small"
      onClick={() => void copy()}
    >
      <Icon of={copied ? Check : Copy} small />
      <span role="status">{t(copied ? 'invites.copied' : 'invites.copy')}</span>
    </button>
  )
}
