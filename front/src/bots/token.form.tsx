import { SCOPES, type Scope } from '@papo/contract/scopes'
import { type FormEvent, useState } from 'react'
import { errorText, useText } from '../preferences'
import { Select } from '../ui/select'
import { Field } from '../ui/field'
import type { TokenApi } from './bots.api'
import { Choices } from './choices'
import { SecretField } from './secret.field'

const DAYS = [7, 30, 90, 365] as const
type Props = { api: TokenApi; admin: boolean; onMade: () => void }

export function TokenForm({ api, admin, onMade }: Props) {
  const t = useText()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<Scope[]>(['read'])
  const [days, setDays] = useState<number>(90)
  const [secret, setSecret] = useState('')
  const [error, setError] = useState<unknown>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setError(null)
    try {
      setSecret((await api.make({ name, scopes, expiresInDays: days })).secret)
      setName('')
      onMade()
    } catch (failure) {
      setError(failure)
    }
  }
  return (
    <form className="bots-form" onSubmit={(event) => void submit(event)}>
      <Field
        label={t('tokens.name')}
        value={name}
        onChange={(event) => setName(event.target.value)}
        placeholder={t('tokens.name.example')}
        maxLength={64}
        autoComplete="off"
        required
      />
      <Choices
        label={t('tokens.scopes')}
        all={SCOPES.filter((scope) => admin || scope !== 'admin:read')}
        chosen={scopes}
        name={(scope) => t(`tokens.scope.${scope}`)}
        onChange={setScopes}
      />
      <Select
        label={t('tokens.expires')}
        value={days}
        onChange={setDays}
        options={DAYS.map((value) => ({ value, label: t('tokens.days', { count: value }) }))}
      />
      <button type="submit" className="button" data-kind="primary" disabled={!name || scopes.length === 0}>
        {t('tokens.make')}
      </button>
      {error !== null && (
        <p className="form-error" role="alert">
          {errorText(t, error)}
        </p>
      )}
      {secret && <SecretField label={t('tokens.secret')} secret={secret} note={t('tokens.made')} />}
    </form>
  )
}
