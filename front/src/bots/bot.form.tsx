import { type FormEvent, useState } from 'react'
import { asChatError } from '../chat-error'
import { errorText, useText } from '../preferences'
import { Field } from '../ui/field'
import { botsApi } from './bots.api'

export function BotForm({ onMade }: { onMade: () => void }) {
  const t = useText()
  const [username, setUsername] = useState('')
  const [displayName, setDisplayName] = useState('')
  const [error, setError] = useState<unknown>(null)
  const taken = error !== null && asChatError(error).code === 'conflict'
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setError(null)
    try {
      await botsApi.make({ username, ...(displayName && { displayName }) })
      setUsername('')
      setDisplayName('')
      onMade()
    } catch (failure) {
      setError(failure)
    }
  }
  return (
    <form className="bots-form" onSubmit={(event) => void submit(event)}>
      <Field
        label={t('bots.username')}
        value={username}
        onChange={(event) => setUsername(event.target.value)}
        error={taken ? t('bots.taken') : undefined}
        maxLength={32}
        autoComplete="off"
        required
      />
      <Field
        label={t('bots.displayName')}
        value={displayName}
        onChange={(event) => setDisplayName(event.target.value)}
        maxLength={64}
        autoComplete="off"
      />
      <button type="submit" className="button" data-kind="primary" disabled={username.length < 3}>
        {t('bots.make')}
      </button>
      {error !== null && !taken && (
        <p className="form-error" role="alert">
          {errorText(t, error)}
        </p>
      )}
    </form>
  )
}
