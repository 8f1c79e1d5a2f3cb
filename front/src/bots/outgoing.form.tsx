import { WEBHOOK_EVENTS, type WebhookEvent } from '@papo/contract/names'
import { type FormEvent, useState } from 'react'
import { errorText, useText } from '../preferences'
import { Field } from '../ui/field'
import { hooksApi } from './bots.api'
import { Choices } from './choices'
import { SecretField } from './secret.field'

export function OutgoingForm({ roomId, onMade }: { roomId: string; onMade: () => void }) {
  const t = useText()
  const [url, setUrl] = useState('')
  const [events, setEvents] = useState<WebhookEvent[]>(['message.sent'])
  const [secret, setSecret] = useState('')
  const [error, setError] = useState<unknown>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setError(null)
    try {
      setSecret((await hooksApi.makeOutgoing(roomId, { url, events })).secret)
      setUrl('')
      onMade()
    } catch (failure) {
      setError(failure)
    }
  }
  return (
    <form className="bots-form" onSubmit={(event) => void submit(event)}>
      <Field
        label={t('hooks.out.url')}
        type="url"
        value={url}
        onChange={(event) => setUrl(event.target.value)}
        maxLength={2000}
        autoComplete="off"
        required
      />
      <Choices
        label={t('hooks.out.events')}
        all={WEBHOOK_EVENTS}
        chosen={events}
        name={(event) => t(`hooks.event.${event}`)}
        onChange={setEvents}
      />
      <button type="submit" className="button" data-kind="primary" disabled={!url || events.length === 0}>
        {t('hooks.out.make')}
      </button>
      {error !== null && (
        <p className="form-error" role="alert">
          {errorText(t, error)}
        </p>
      )}
      {secret && <SecretField label={t('hooks.out.secret')} secret={secret} note={t('hooks.out.made')} />}
    </form>
  )
}
