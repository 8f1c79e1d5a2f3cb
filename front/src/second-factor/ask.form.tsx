import { type FormEvent, type ReactNode, useState } from 'react'
import { asChatError, type ChatError } from '../chat-error'
import { useChatState } from '../chat/use-chat'
import { errorText, useText } from '../preferences'
import { Field } from '../ui/field'
import { formText } from '../ui/form-text'

type Props = {
  submitLabel: string
  danger?: boolean
  /** Of the field that it is about, in which case that says what is wrong. */
  field: string
  over?: string
  send: (value: string) => Promise<void>
  onCancel: () => void
  children: (wrong: boolean) => ReactNode
}

/** One step of a dialog: one field, and two ways on. */
export function AskForm({ submitLabel, danger, field, over, send, onCancel, children }: Props) {
  const t = useText()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ChatError | null>(null)
  const wrong = error?.reply.issues?.some(({ path }) => path === field) ?? false
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const value = formText(event.currentTarget)(field)
    setBusy(true)
    try {
      await send(value)
    } catch (failure) {
      setError(asChatError(failure))
      setBusy(false)
    }
  }
  return (
    <form className="form" onSubmit={(event) => void submit(event)} aria-busy={busy}>
      {children(wrong)}
      {error && !wrong && (
        <p className="form-error" role="alert">
          {error.code === 'forbidden' && t('secondFactor.noPassword')}
          {error.code === 'not_found' && over}
          {error.code !== 'forbidden' && !(error.code === 'not_found' && over) && errorText(t, error)}
        </p>
      )}
      <div className="dialog-actions">
        <button type="button" className="button" data-kind="quiet" onClick={onCancel}>
          {t('app.cancel')}
        </button>
        <button type="submit" className="button" data-kind={danger ? 'danger' : 'primary'} disabled={busy}>
          {submitLabel}
        </button>
      </div>
    </form>
  )
}

export function PasswordField({ wrong }: { wrong: boolean }) {
  const t = useText()
  const username = useChatState((s) => s.self.username)
  return (
    <>
      <input type="hidden" name="username" autoComplete="username" value={username} readOnly />
      <Field
        label={t('secondFactor.password')}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        autoFocus
        error={wrong ? t('secondFactor.password.wrong') : undefined}
      />
    </>
  )
}
