import type { IncomingWebhook } from '@papo/contract'
import { useCallback, useState } from 'react'
import { API_BASE_URL } from '../http'
import { useLanguage, useText } from '../preferences'
import { Avatar } from '../ui/avatar'
import { Blank, ListBones } from '../ui/blank'
import { Field } from '../ui/field'
import { formatTime } from '../ui/time'
import { useLoaded } from '../ui/use-loaded'
import { hooksApi } from './bots.api'
import { DeleteButton } from './delete.button'
import { SecretForm } from './secret.form'

const addressOf = (secret: string) => `${API_BASE_URL || location.origin}/api/hooks/${secret}`

export function IncomingHooks({ roomId }: { roomId: string }) {
  const t = useText()
  const { value, reload } = useLoaded(useCallback(() => hooksApi.incoming(roomId), [roomId]))
  return (
    <section>
      <div>
        <h3>{t('hooks.in.title')}</h3>
        <p>{t('hooks.in.text')}</p>
      </div>
      {value === 'loading' && <ListBones count={1} />}
      {value === 'failed' && <Blank text={t('hooks.failed')} role="alert" />}
      {typeof value === 'object' && value.items.length > 0 && (
        <ul aria-label={t('hooks.in.title')}>
          {value.items.map((hook) => (
            <Item key={hook.id} hook={hook} onDeleted={reload} />
          ))}
        </ul>
      )}
      <Form roomId={roomId} onMade={() => void reload()} />
    </section>
  )
}

function Form({ roomId, onMade }: { roomId: string; onMade: () => void }) {
  const t = useText()
  const [name, setName] = useState('')
  const make = async () => addressOf((await hooksApi.makeIncoming(roomId, name)).secret)
  const clear = () => {
    setName('')
    onMade()
  }
  return (
    <SecretForm
      action={t('hooks.in.make')}
      isComplete={name !== ''}
      make={make}
      onMade={clear}
      label={t('hooks.in.address')}
      note={t('hooks.in.made', { example: '{"text": "…"}' })}
    >
      <Field
        label={t('hooks.in.name')}
        value={name}
        onChange={(event) => setName(event.target.value)}
        placeholder={t('hooks.in.example')}
        maxLength={64}
        autoComplete="off"
        required
      />
    </SecretForm>
  )
}

function Item({ hook, onDeleted }: { hook: IncomingWebhook; onDeleted: () => Promise<void> }) {
  const t = useText()
  const language = useLanguage()
  const { user, stopped, lastUsedAt, roomId, id } = hook
  const used = lastUsedAt
    ? t('tokens.used', { when: formatTime(lastUsedAt, 'short', language) })
    : t('tokens.unused')
  return (
    <li className="bots-item">
      <Avatar user={user} size="small" />
      <span className="result-text">
        <strong dir="auto">{user.displayName}</strong>
        <span data-bad={stopped || undefined}>{stopped ? t('hooks.in.stopped') : used}</span>
      </span>
      <DeleteButton
        name={user.displayName}
        text={t('hooks.in.delete.text')}
        onDelete={() => hooksApi.remove(roomId, 'incoming', id).then(onDeleted)}
      />
    </li>
  )
}
