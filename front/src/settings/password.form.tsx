import { type FormEvent, useState } from 'react'
import { api } from '../api'
import { NewPasswordField } from '../auth/new.password.field'
import { asChatError, type ChatError } from '../chat-error'
import { errorText, useText } from '../preferences'
import { Field } from '../ui/field'
import { formText } from '../ui/form-text'

export function PasswordForm() {
  const t = useText()
  const [busy, setBusy] = useState(false)
  const [result, setResult] = useState<'saved' | ChatError | null>(null)
  const error = result !== 'saved' ? result : null
  const about = (field: string) => error?.reply.issues?.some((i) => i.path === field)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const value = formText(form)
    setBusy(true)
    try {
      await api.changePassword({ current: value('current'), next: value('next') })
      form.reset()
      setResult('saved')
    } catch (failure) {
      setResult(asChatError(failure))
    }
    setBusy(false)
  }
  return (
    <section>
      <header>
        <h2>{t('settings.password')}</h2>
        <p>{t('settings.password.hint')}</p>
      </header>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <Field
          label={t('settings.password.current')}
          name="current"
          type="password"
          autoComplete="current-password"
          required
          error={about('current') ? t('settings.password.wrong') : undefined}
        />
        <NewPasswordField
          label={t('settings.password.next')}
          name="next"
          error={about('next') ? t('auth.password.weak') : undefined}
        />
        {error && !about('current') && !about('next') && (
          <p className="form-error" role="alert">
            {errorText(t, error)}
          </p>
        )}
        <div className="form-end">
          <button type="submit" className="button" data-kind="primary" disabled={busy}>
            {t('settings.password.save')}
          </button>
          {result === 'saved' && <span role="status">{t('settings.password.saved')}</span>}
        </div>
      </form>
    </section>
  )
}
