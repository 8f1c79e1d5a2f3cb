import { LIMITS } from '@papo/contract/limits'
import { type FormEvent, useState } from 'react'
import { api } from '../api'
import { useChat, useChatState } from '../chat/use-chat'
import { errorText, useText } from '../preferences'
import { updateSelf } from '../session/session.store'
import { Avatar } from '../ui/avatar'
import { Field } from '../ui/field'
import { formText } from '../ui/form-text'

export function ProfileForm() {
  const t = useText()
  const { store, people } = useChat()
  const self = useChatState((s) => s.self)
  const [result, setResult] = useState<'saved' | { error: unknown } | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const displayName = formText(event.currentTarget)('displayName').trim()
    try {
      const { user } = await api.updateMe({ displayName })
      store.setState({ self: user })
      people.learn([user])
      updateSelf(user)
      setResult('saved')
    } catch (error) {
      setResult({ error })
    }
  }
  return (
    <section>
      <h2>{t('settings.profile')}</h2>
      <div className="profile">
        <Avatar user={self} size="large" />
        <div>
          <strong dir="auto">{self.displayName}</strong>
          <span>@{self.username}</span>
          <span>{self.email}</span>
        </div>
      </div>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <Field
          key={self.displayName}
          label={t('auth.displayName')}
          name="displayName"
          defaultValue={self.displayName}
          maxLength={LIMITS.displayNameMax}
          autoComplete="name"
          required
          error={result !== null && result !== 'saved' ? errorText(t, result.error) : undefined}
        />
        <div className="form-end">
          <button type="submit" className="button" data-kind="quiet">
            {t('settings.profile.save')}
          </button>
          {result === 'saved' && <span role="status">{t('app.saved')}</span>}
        </div>
      </form>
    </section>
  )
}
