import './format.css'
import './format.texts'
import { useText } from '../preferences'
import { Dialog } from '../ui/dialog'
import { MarkdownView } from '../markdown/markdown.view'

const SAMPLES = ['bold', 'italic', 'strike', 'code', 'link', 'quote', 'list', 'block'] as const

/** Each sign beside what it makes. */
export function FormatHelp({ onClose }: { onClose: () => void }) {
  const t = useText()
  return (
    <Dialog title={t('format.help')} onClose={onClose}>
      <p>{t('format.help.text')}</p>
      <dl className="format-help">
        {SAMPLES.map((name) => (
          <div key={name}>
            <dt>
              <pre>{t(`format.sample.${name}`)}</pre>
            </dt>
            <dd className="md">
              <MarkdownView text={t(`format.sample.${name}`)} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
