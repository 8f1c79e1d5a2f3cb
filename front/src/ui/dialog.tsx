import { X } from 'lucide-react'
import { type ReactNode, type RefObject, useId, useLayoutEffect, useRef, useState } from 'react'
import { useText } from '../preferences'
import { Icon } from './icon'

type Props = { title: string; onClose: () => void; children: ReactNode }

/** A modal: focus stays inside, Esc and a click beside it close it, focus returns to where it was. */
export function Dialog({ title, onClose, children }: Props) {
  const t = useText()
  const dialog = useModal()
  const titleId = useId()
  return (
    <dialog
      ref={dialog}
      open
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

/**
 * Mounted open, so that what asks for the focus gets it; as a modal it would go to the first button. The modal
 * gives the focus back to where it is when it opens, so it is led there first.
 */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null)
  const [before] = useState(() => document.activeElement)
  const asking = useRef<HTMLElement | null>(null)
  useLayoutEffect(() => {
    const [element, now] = [dialog.current, document.activeElement]
    if (now instanceof HTMLElement && element?.contains(now)) asking.current = now
    asking.current?.blur()
    if (asking.current && before instanceof HTMLElement) before.focus({ preventScroll: true })
    element?.removeAttribute('open')
    element?.showModal()
    asking.current?.focus()
    return () => element?.close()
  }, [before])
  return dialog
}
