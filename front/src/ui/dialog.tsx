import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useText } from '../preferences'
import { Icon } from './icon'

type Props = { title: string; onClose: () => void; children: ReactNode }

/** A modal: focus stays inside, Esc and a click beside it close it, focus returns to where it was. */
export function Dialog({ title, onClose, children }: Props) {
  const t = useText()
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onPointerDown={(event) => event.target === dialog.current && onClose()}
    >
      <header className="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <button type="button" className="icon-button" onClick={onClose} aria-label={t('app.close')}>
          <Icon of={X} />
        </button>
      </header>
      <div className="dialog-body">{children}</div>
    </dialog>
  )
}
