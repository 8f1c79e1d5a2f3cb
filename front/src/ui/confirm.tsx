import { useState } from 'react'
import { errorText, useText } from '../preferences'
import { Dialog } from './dialog'

type Props = {
  title: string
  text: string
  action: string
  stay?: string
  onConfirm: () => Promise<unknown> | void
  onClose: () => void
}

/** Asks before something that cannot be taken back. Closes itself once it is done. */
export function Confirm({ title, text, action, stay, onConfirm, onClose }: Props) {
  const t = useText()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const confirm = async () => {
    setBusy(true)
    try {
      await onConfirm()
      onClose()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      {error !== null && (
        <p className="form-error" role="alert">
          {errorText(t, error)}
        </p>
      )}
      <div className="dialog-actions">
        <button type="button" className="button" data-kind="quiet" onClick={onClose} autoFocus>
          {stay ?? t('app.cancel')}
        </button>
        <button
          type="button"
          className="button"
          data-kind="danger"
          disabled={busy}
          onClick={() => void confirm()}
        >
          {action}
        </button>
      </div>
    </Dialog>
  )
}
