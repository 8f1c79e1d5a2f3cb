import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { copyText } from '../markdown/copy'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'

type Props = { label: string; secret: string; note: string }

/** What is shown this once: to be copied, and then forgotten here. */
export function SecretField({ label, secret, note }: Props) {
  const t = useText()
  const [copied, setCopied] = useState(false)
  return (
    <div className="bots-made">
      <p role="status">{note}</p>
      <div className="bots-secret">
        <input readOnly value={secret} aria-label={label} onFocus={(event) => event.target.select()} />
        <button
          type="button"
          className="button"
          data-kind="primary"
          onClick={() => void copyText(secret).then(setCopied)}
        >
          <Icon of={copied ? Check : Copy} small />
          {t(copied ? 'tokens.copied' : 'tokens.copy')}
        </button>
      </div>
    </div>
  )
}
