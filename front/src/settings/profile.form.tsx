import { LIMITS } from '@papo/contract/limits'
import { type FormEvent, useState } from 'react'
import { useChatState } from '../chat/use-chat'
import { useUpdateMe } from '../people/use-update-me'
import { errorText, useText } from '../preferences'
import { Field } from '../ui/field'
import { formText } from '../ui/form-text'
import { OwnPicture } from './own.picture'

/** Of an account whose provider vouched for no address; nothing can be sent there. */
const NO_EMAIL = '.invalid'

export function ProfileForm() {
  const t = useText()
  const self = useChatState((s) => s.self)
  const [saved, setSaved] = useState(false)
  const { update, busy, error } = useUpdateMe()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setSaved(false)
    const displayName = formText(event.currentTarget)('displayName').trim()
    setSaved(await update({ displayName }))
  }
  return (
    <section>
      <header>
        <h2>{t('settings.profile')}</h2>
        <p>{t('settings.profile.hint')}</p>
      </header>
      <OwnPicture />
      <form className="form" onSubmit={(event) => void submit(event)}>
        <Field
          key={self.displayName}
          label={t('auth.displayName')}
          name="displayName"
          defaultValue={self.displayName}
          maxLength={LIMITS.displayNameMax}
          autoComplete="name"
          required
          error={error === null ? undefined : errorText(t, error)}
        />
        <div className="form-end">
          <button type="submit" className="button" data-kind="primary" disabled={busy}>
            {t('settings.profile.save')}
          </button>
          <span role="status">{saved && t('app.saved')}</span>
        </div>
      </form>
      <dl className="settings-facts">
        <dt>{t('settings.profile.username')}</dt>
        <dd>@{self.username}</dd>
        {!self.email.endsWith(NO_EMAIL) && (
          <>
            <dt>{t('settings.profile.email')}</dt>
            <dd>{self.email}</dd>
          </>
        )}
      </dl>
    </section>
  )
}
