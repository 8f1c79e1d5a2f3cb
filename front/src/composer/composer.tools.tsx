import { CaseSensitive, Eye, Smile } from 'lucide-react'
import { lazy, type RefObject, Suspense, useState } from 'react'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'
import { applyEdit, selectedIn } from './field'

const EmojiPicker = lazy(() => import('../emoji/picker').then((m) => ({ default: m.EmojiPicker })))
const FormatMenu = lazy(() => import('./format.menu').then((m) => ({ default: m.FormatMenu })))

type Props = {
  field: RefObject<HTMLTextAreaElement | null>
  /** There is something to preview. */
  rich: boolean
  previewing: boolean
  onPreview: () => void
}
type Opened = { readonly what: 'emoji' | 'format'; readonly anchor: Element } | null

/** What stands between the field and the way to send. */
export function ComposerTools({ field, rich, previewing, onPreview }: Props) {
  const t = useText()
  const [opened, setOpened] = useState<Opened>(null)
  const close = () => setOpened(null)
  const insert = (emoji: string) => {
    close()
    const element = field.current
    if (!element) return
    const { start, end } = selectedIn(element)
    const caret = start + emoji.length
    applyEdit(element, { start, end, insert: emoji, select: [caret, caret] })
  }
  return (
    <div className="composer-tools">
      {rich && (
        <button
          type="button"
          className="icon-button"
          aria-label={t('composer.preview')}
          title={`${t('composer.preview')} (Alt+Shift+P)`}
          aria-pressed={previewing}
          onClick={onPreview}
        >
          <Icon of={Eye} />
        </button>
      )}
      <button
        type="button"
        className="icon-button"
        aria-label={t('composer.format')}
        title={t('composer.format')}
        aria-haspopup="menu"
        aria-expanded={opened?.what === 'format'}
        onClick={(event) => setOpened({ what: 'format', anchor: event.currentTarget })}
      >
        <Icon of={CaseSensitive} />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={t('composer.emoji')}
        title={t('composer.emoji')}
        aria-haspopup="dialog"
        aria-expanded={opened?.what === 'emoji'}
        onClick={(event) => setOpened({ what: 'emoji', anchor: event.currentTarget })}
      >
        <Icon of={Smile} />
      </button>
      <Suspense fallback={null}>
        {opened?.what === 'emoji' && <EmojiPicker anchor={opened.anchor} onPick={insert} onClose={close} />}
        {opened?.what === 'format' && (
          <FormatMenu anchor={opened.anchor} field={field} onPreview={onPreview} onClose={close} />
        )}
      </Suspense>
    </div>
  )
}
