import './panel.css'
import { ArrowLeft, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import * as texts from '../i18n/panel'
import { addTexts } from '../i18n/translate'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'
import { useEscape } from '../ui/use-escape'

addTexts(texts)

type Props = { title: string; hint?: ReactNode; wide?: boolean; onClose: () => void; children: ReactNode }

/** What stands beside a room: next to it where there is space, else over it; on a phone a screen of its own. */
export function SidePanel({ title, hint, wide, onClose, children }: Props) {
  const t = useText()
  const panel = useRef<HTMLElement>(null)
  useEscape(true, onClose)
  // Whatever in it wants the focus has taken it by now.
  useEffect(() => {
    if (!panel.current?.contains(document.activeElement)) panel.current?.focus()
  }, [])
  return (
    <>
      <div className="panel-scrim" onClick={onClose} />
      <aside className="panel" data-wide={wide} aria-label={title} ref={panel} tabIndex={-1}>
        <header className="panel-head">
          <button
            type="button"
            className="icon-button panel-back"
            onClick={onClose}
            aria-label={t('panel.back')}
          >
            <Icon of={ArrowLeft} />
          </button>
          <h2>{title}</h2>
          {hint && (
            <p className="clip" dir="auto">
              {hint}
            </p>
          )}
          <button
            type="button"
            className="icon-button panel-close"
            onClick={onClose}
            aria-label={t('app.close')}
          >
            <Icon of={X} />
          </button>
        </header>
        {children}
      </aside>
    </>
  )
}
