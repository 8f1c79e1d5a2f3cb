import { type FormEvent, type ReactNode, useState } from 'react'
import { errorText, useText } from '../preferences'
import { SecretField } from './secret.field'

type Props = {
  /** The fields. */
  children: ReactNode
  action: string
  isComplete: boolean
  /** What is shown once is its answer. */
  make: () => Promise<string>
  onMade: () => void
  label: string
  note: string
}

/** Makes something whose secret is shown once, below the form. */
export function SecretForm({ children, action, isComplete, make, onMade, label, note }: Props) {
  const t = useText()
  const [secret, setSecret] = useState('')
  const [error, setError] = useState<unknown>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setError(null)
    try {
      setSecret(await make())
      onMade()
    } catch (failure) {
      setError(failure)
    }
  }
  return (
    <form className="bots-form" onSubmit={(event) => void submit(event)}>
      {children}
      <button type="submit" className="button" data-kind="primary" disabled={!isComplete}>
        {action}
      </button>
      {error !== null && (
        <p className="form-error" role="alert">
          {errorText(t, error)}
        </p>
      )}
      {secret && <SecretField label={label} secret={secret} note={note} />}
    </form>
  )
}
