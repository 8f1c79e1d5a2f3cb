import type { Response } from '@papo/contract'
import { lazy, useState } from 'react'
import { useText } from '../preferences'
import { Dialog } from '../ui/dialog'
import { Late } from '../ui/late'
import { AskForm, PasswordField } from './ask.form'
import { CodeField } from './code.field'
import { RecoveryCodes } from './recovery.codes'
import { secondFactorApi } from './second.factor.api'

const QrCode = lazy(() => import('./qr.code').then((m) => ({ default: m.QrCode })))

type Step =
  | { name: 'password' }
  | { name: 'app'; made: Response<'secondFactorSecret'> }
  | { name: 'codes'; codes: readonly string[] }
type Props = { onOn: () => void; onClose: () => void }

/** Who one is, what the app needs, what to keep for a bad day. */
export function SetUp({ onOn, onClose }: Props) {
  const t = useText()
  const [step, go] = useState<Step>({ name: 'password' })
  const isDone = step.name === 'codes'
  return (
    <Dialog title={t(isDone ? 'secondFactor.codes' : 'secondFactor.title')} onClose={onClose}>
      {step.name === 'password' && (
        <AskForm
          field="password"
          submitLabel={t('secondFactor.next')}
          send={async (password) => go({ name: 'app', made: await secondFactorApi.begin(password) })}
          onCancel={onClose}
        >
          {(wrong) => (
            <>
              <p>{t('secondFactor.password.text')}</p>
              <PasswordField wrong={wrong} />
            </>
          )}
        </AskForm>
      )}
      {step.name === 'app' && (
        <AskForm
          field="code"
          submitLabel={t('secondFactor.turnOn')}
          over={t('secondFactor.over')}
          send={async (code) => {
            const { codes } = await secondFactorApi.confirm(code)
            go({ name: 'codes', codes })
            onOn()
          }}
          onCancel={onClose}
        >
          {(wrong) => (
            <>
              <AppSecret made={step.made} />
              <CodeField error={wrong ? t('secondFactor.code.wrong') : undefined} />
            </>
          )}
        </AskForm>
      )}
      {step.name === 'codes' && <RecoveryCodes codes={step.codes} onDone={onClose} />}
    </Dialog>
  )
}

function AppSecret({ made: { secret, uri } }: { made: Response<'secondFactorSecret'> }) {
  const t = useText()
  return (
    <div className="app-secret">
      <p>{t('secondFactor.scan')}</p>
      <Late fallback={<div className="qr-code" />}>
        <QrCode text={uri} label={t('secondFactor.qr')} />
      </Late>
      <p className="app-key">
        {t('secondFactor.typed')}
        <code>{secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
    </div>
  )
}
