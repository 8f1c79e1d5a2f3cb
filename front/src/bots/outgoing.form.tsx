import { WEBHOOK_EVENTS, type WebhookEvent } from '@papo/contract/names'
import { useState } from 'react'
import { useText } from '../preferences'
import { Field } from '../ui/field'
import { hooksApi } from './bots.api'
import { Choices } from './choices'
import { SecretForm } from './secret.form'

export function OutgoingForm({ roomId, onMade }: { roomId: string; onMade: () => void }) {
  const t = useText()
  const [url, setUrl] = useState('')
  const [events, setEvents] = useState<WebhookEvent[]>(['message.sent'])
  const make = async () => (await hooksApi.makeOutgoing(roomId, { url, events })).secret
  const clear = () => {
    setUrl('')
    onMade()
  }
  return (
    <SecretForm
      action={t('hooks.out.make')}
      isComplete={url !== '' && events.length > 0}
      make={make}
      onMade={clear}
      label={t('hooks.out.secret')}
      note={t('hooks.out.made')}
    >
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
    </SecretForm>
  )
}
