import { type FormEvent, useState } from 'react'
import { NewPasswordField } from '../auth/new.password.field'
import { asChatError, type ChatError } from '../chat-error'
import { errorText, type Text, useText } from '../preferences'
import { formText } from '../ui/form-text'
import { oidcApi } from './oidc.api'

/** For whom a provider's login made the account. */
export function FirstPassword({ provider, onDone }: { provider: string | undefined; onDone: () => void }) {
  const t = useText()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ChatError | null>(null)
  const weak = error?.reply.issues?.some(({ path }) => path === 'next')
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setBusy(true)
    try {
      await oidcApi.choosePassword(formText(event.currentTarget)('next'))
      onDone()
    } catch (failure) {
      setError(asChatError(failure))
    }
    setBusy(false)
  }
  return (
    <section>
      <header>
        <h2>{t('oidc.password.title')}</h2>
        <p>{t('oidc.password.text', { name: provider ?? 'OpenID' })}</p>
      </header>
      <form className="form" onSubmit={(event) => void submit(event)} aria-busy={busy}>
        <NewPasswordField
          label={t('settings.password.next')}
          name="next"
          error={weak ? t('auth.password.weak') : undefined}
        />
        {error && !weak && (
          <p className="form-error" role="alert">
            {sayAgain(t, error)}
          </p>
        )}
        <div className="form-end">
          <button type="submit" className="button" data-kind="primary" disabled={busy}>
            {t('oidc.password.save')}
          </button>
        </div>
      </form>
    </section>
  )
}

/** Without a password one shows that it is oneself by logging in. */
export const sayAgain = (t: Text, error: ChatError): string =>
  error.code === 'forbidden' ? t('oidc.again') : errorText(t, error)
