import { CaseSensitive, Eye, type LucideIcon, Smile } from 'lucide-react'
import { type AriaAttributes, lazy, type MouseEvent, type RefObject, useState } from 'react'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'
import { applyEdit, selectedIn } from './field'
import { Late } from '../ui/late'

const EmojiPicker = lazy(() => import('../emoji/picker').then((m) => ({ default: m.EmojiPicker })))
const FormatMenu = lazy(() => import('./format.menu').then((m) => ({ default: m.FormatMenu })))
const FormatHelp = lazy(() => import('./format.help').then((m) => ({ default: m.FormatHelp })))

type Props = {
  field: RefObject<HTMLTextAreaElement | null>
  /** There is something to preview. */
  rich: boolean
  previewing: boolean
  onPreview: () => void
}
type What = 'emoji' | 'format' | 'help'
type Opened = { readonly what: What; readonly anchor: Element } | null

/** What stands between the field and the way to send. */
export function ComposerTools({ field, rich, previewing, onPreview }: Props) {
  const t = useText()
  const [opened, setOpened] = useState<Opened>(null)
  const what = opened?.what
  const opens = (next: What) => (event: MouseEvent) => setOpened({ what: next, anchor: event.currentTarget })
  // A menu closes after its item has opened something else, which then stays.
  const closes = (which: What) => () => setOpened((now) => (now?.what === which ? null : now))
  const insert = (emoji: string) => {
    setOpened(null)
    // The picker gives the focus back to its button; the field takes it after that.
    requestAnimationFrame(() => field.current && insertAt(field.current, emoji))
  }
  return (
    <div className="composer-tools">
      {rich && (
        <Tool
          icon={Eye}
          label={t('composer.preview')}
          hint="Alt+Shift+P"
          aria-pressed={previewing}
          onClick={onPreview}
        />
      )}
      <Tool
        icon={CaseSensitive}
        label={t('composer.format')}
        aria-haspopup="menu"
        aria-expanded={what === 'format'}
        onClick={opens('format')}
      />
      <Tool
        icon={Smile}
        label={t('composer.emoji')}
        aria-haspopup="dialog"
        aria-expanded={what === 'emoji'}
        onClick={opens('emoji')}
      />
      <Late>
        {opened?.what === 'emoji' && (
          <EmojiPicker anchor={opened.anchor} onPick={insert} onClose={closes('emoji')} />
        )}
        {opened?.what === 'format' && (
          <FormatMenu
            anchor={opened.anchor}
            field={field}
            onPreview={onPreview}
            onHelp={() => setOpened({ ...opened, what: 'help' })}
            onClose={closes('format')}
          />
        )}
        {what === 'help' && <FormatHelp onClose={closes('help')} />}
      </Late>
    </div>
  )
}

type ToolProps = AriaAttributes & {
  icon: LucideIcon
  label: string
  hint?: string
  onClick: (event: MouseEvent) => void
}

function Tool({ icon, label, hint, ...button }: ToolProps) {
  const title = hint ? `${label} (${hint})` : label
  return (
    <button type="button" className="icon-button" aria-label={label} title={title} {...button}>
      <Icon of={icon} />
    </button>
  )
}

function insertAt(field: HTMLTextAreaElement, text: string): void {
  const { start, end } = selectedIn(field)
  const caret = start + text.length
  applyEdit(field, { start, end, insert: text, select: [caret, caret] })
}
