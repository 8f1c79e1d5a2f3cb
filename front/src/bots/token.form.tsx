import { SCOPES, type Scope } from '@papo/contract/scopes'
import { useState } from 'react'
import { useText } from '../preferences'
import { Select } from '../ui/select'
import { Field } from '../ui/field'
import type { TokenApi } from './bots.api'
import { Choices } from './choices'
import { SecretForm } from './secret.form'

const DAYS = [7, 30, 90, 365] as const
type Props = { api: TokenApi; admin: boolean; onMade: () => void }

export function TokenForm({ api, admin, onMade }: Props) {
  const t = useText()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<Scope[]>(['read'])
  const [days, setDays] = useState<number>(90)
  const make = async () => (await api.make({ name, scopes, expiresInDays: days })).secret
  const clear = () => {
    setName('')
    onMade()
  }
  return (
    <SecretForm
      action={t('tokens.make')}
      isComplete={name !== '' && scopes.length > 0}
      make={make}
      onMade={clear}
      label={t('tokens.secret')}
      note={t('tokens.made')}
    >
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
    </SecretForm>
  )
}
