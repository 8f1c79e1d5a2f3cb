import { Check, Copy, Download } from 'lucide-react'
import { useState } from 'react'
import { useChatState } from '../chat/use-chat'
import { copyText } from '../markdown/copy'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'

/** What is shown this once: to be copied or saved, and then forgotten here. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const t = useText()
  const name = useChatState((s) => s.self.username)
  const [copied, setCopied] = useState(false)
  const head = t('secondFactor.file.head', { name, place: location.host })
  const text = `${head}\n\n${codes.join('\n')}\n`
  return (
    <div className="recovery">
      <p role="status">{t('secondFactor.codes.text')}</p>
      <ol className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="recovery-ways">
        <button
          type="button"
          className="button"
          data-kind="quiet"
          onClick={() => void copyText(text).then(setCopied)}
        >
          <Icon of={copied ? Check : Copy} small />
          {t(copied ? 'secondFactor.copied' : 'secondFactor.copy')}
        </button>
        <a
          className="button"
          data-kind="quiet"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download={t('secondFactor.file')}
        >
          <Icon of={Download} small />
          {t('secondFactor.download')}
        </a>
      </div>
      <div className="dialog-actions">
        <button type="button" className="button" data-kind="primary" onClick={onDone}>
          {t('secondFactor.kept')}
        </button>
      </div>
    </div>
  )
}
