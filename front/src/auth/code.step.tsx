import { useState } from 'react'
import type { ChatError } from '../chat-error'
import * as texts from '../i18n/second-factor'
import { addTexts } from '../i18n/translate'
import { errorText, useText } from '../preferences'
import { CodeField } from '../second-factor/code.field'
import { answerChallenge } from '../session/session.store'
import { Field } from '../ui/field'
import { ResetForm } from './reset.form'

addTexts(texts)

type Props = { challenge: string; onBack: () => void }

/** The second half of a login. */
export function CodeStep({ challenge, onBack }: Props) {
  const t = useText()
  const [lost, setLost] = useState(false)
  const isWrong = (error: ChatError | null) => error?.code === 'invalid_payload'
  const wrong = t(lost ? 'secondFactor.login.recovery.wrong' : 'secondFactor.code.wrong')
  return (
    <>
      <h1>{t('secondFactor.login.title')}</h1>
      <p>{t(lost ? 'secondFactor.login.recovery.text' : 'secondFactor.login.text')}</p>
      <ResetForm
        key={String(lost)}
        submitLabel={t('auth.login.submit')}
        send={(value) => answerChallenge({ challenge, code: value('code') })}
        explain={(error) => {
          if (isWrong(error)) return null
          return error.code === 'unauthenticated' ? t('secondFactor.login.over') : errorText(t, error)
        }}
      >
        {(error) => (
          <>
            {lost ? (
              <RecoveryField error={isWrong(error) ? wrong : undefined} />
            ) : (
              <CodeField error={isWrong(error) ? wrong : undefined} />
            )}
            <button type="button" className="link-button auth-forgotten" onClick={() => setLost(!lost)}>
              {t(lost ? 'secondFactor.login.useApp' : 'secondFactor.login.useRecovery')}
            </button>
          </>
        )}
      </ResetForm>
      <p className="auth-switch">
        <button type="button" className="link-button" onClick={onBack}>
          {t('secondFactor.login.back')}
        </button>
      </p>
    </>
  )
}

function RecoveryField({ error }: { error: string | undefined }) {
  const t = useText()
  return (
    <Field
      label={t('secondFactor.login.recovery')}
      error={error}
      name="code"
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      minLength={16}
      maxLength={40}
      required
      autoFocus
    />
  )
}
