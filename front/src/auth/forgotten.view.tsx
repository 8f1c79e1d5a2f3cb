import { LIMITS } from '@papo/contract/limits'
import { useState } from 'react'
import { callOnce } from '../http'
import * as texts from '../i18n/reset'
import { addTexts } from '../i18n/translate'
import { errorText, useLanguage, useText } from '../preferences'
import { Field } from '../ui/field'
import { BackToLogin } from './back.to.login'
import { ResetForm } from './reset.form'

addTexts(texts)

/** Asks for a link. The answer is the same whether or not there is such an account. */
export function ForgottenView() {
  const t = useText()
  const language = useLanguage()
  const [sentTo, setSentTo] = useState<string | null>(null)
  if (sentTo !== null) return <Sent email={sentTo} again={() => setSentTo(null)} />
  return (
    <>
      <h1>{t('reset.ask.title')}</h1>
      <p>{t('reset.ask.text')}</p>
      <ResetForm
        submitLabel={t('reset.ask.submit')}
        send={async (value) => {
          const body = { email: value('email'), language }
          await callOnce('/auth/password-reset', { method: 'POST', body })
          setSentTo(body.email)
        }}
        explain={(error) => (error.code === 'not_found' ? t('reset.none') : errorText(t, error))}
      >
        {() => (
          <Field
            label={t('auth.email')}
            name="email"
            type="email"
            autoComplete="email"
            maxLength={LIMITS.emailMax}
            required
            autoFocus
          />
        )}
      </ResetForm>
      <BackToLogin />
    </>
  )
}

function Sent({ email, again }: { email: string; again: () => void }) {
  const t = useText()
  return (
    <div className="auth-told" role="status">
      <h1>{t('reset.sent.title')}</h1>
      <p>{t('reset.sent.text', { email })}</p>
      <p>
        {t('reset.sent.nothing')}{' '}
        <button type="button" className="link-button" onClick={again}>
          {t('reset.sent.again')}
        </button>
        .
      </p>
      <BackToLogin />
    </div>
  )
}
