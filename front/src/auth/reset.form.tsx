import { type FormEvent, type ReactNode, useState } from 'react'
import { asChatError, type ChatError } from '../chat-error'
import { formText } from '../ui/form-text'

type FormProps = {
  submitLabel: string
  send: (value: (name: string) => string) => Promise<void>
  explain: (error: ChatError) => ReactNode
  children: (error: ChatError | null) => ReactNode
}

/** One field, one button, and what went wrong. */
export function ResetForm({ submitLabel, send, explain, children }: FormProps) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ChatError | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      await send(formText(event.currentTarget))
    } catch (failure) {
      setError(asChatError(failure))
      setBusy(false)
    }
  }
  const said = error && explain(error)
  return (
    <form className="auth-form" onSubmit={(event) => void submit(event)} aria-busy={busy}>
      {children(error)}
      {said && (
        <p className="form-error" role="alert">
          {said}
        </p>
      )}
      <button type="submit" className="button" data-kind="primary" disabled={busy}>
        {submitLabel}
      </button>
    </form>
  )
}
