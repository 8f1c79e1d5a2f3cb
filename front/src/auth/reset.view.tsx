import { useState } from 'react'
import type { ChatError } from '../chat-error'
import { callOnce } from '../http'
import * as texts from '../i18n/reset'
import { addTexts } from '../i18n/translate'
import { errorText, useText } from '../preferences'
import { hrefOf } from '../route'
import { checkSession } from '../session/session.store'
import { BackToLogin } from './back.to.login'
import { ResetForm } from './reset.form'
import { NewPasswordField } from './new.password.field'

addTexts(texts)

/** Where the link leads. */
export function ResetView({ token }: { token: string }) {
  const t = useText()
  const [done, setDone] = useState(false)
  if (done) return <Done />
  return (
    <>
      <h1>{t('reset.next.title')}</h1>
      <p>{t('reset.next.text')}</p>
      <ResetForm
        submitLabel={t('reset.next.submit')}
        send={async (value) => {
          const body = { token, next: value('next') }
          await callOnce('/auth/password-reset/confirm', { method: 'POST', body })
          setDone(true)
          // Whoever was logged in here is not any more.
          void checkSession()
        }}
        explain={(error) => {
          if (aboutNext(error)) return null
          return error.code === 'not_found' || aboutToken(error) ? <Over /> : errorText(t, error)
        }}
      >
        {(error) => (
          <NewPasswordField
            label={t('reset.next')}
            name="next"
            error={error && aboutNext(error) ? t('auth.password.weak') : undefined}
            autoFocus
          />
        )}
      </ResetForm>
      <BackToLogin />
    </>
  )
}

function Over() {
  const t = useText()
  return (
    <>
      {t('reset.over')} <a href={hrefOf({ name: 'forgotten' })}>{t('reset.over.again')}</a>
    </>
  )
}

function Done() {
  const t = useText()
  return (
    <div className="auth-told" role="status">
      <h1>{t('reset.done.title')}</h1>
      <p>{t('reset.done.text')}</p>
      <a className="button" data-kind="primary" href={hrefOf({ name: 'home' })}>
        {t('reset.done.login')}
      </a>
    </div>
  )
}

const isAbout = (error: ChatError, field: string) =>
  error.reply.issues?.some(({ path }) => path === field) ?? false
const aboutNext = (error: ChatError) => isAbout(error, 'next')
const aboutToken = (error: ChatError) => isAbout(error, 'token')
