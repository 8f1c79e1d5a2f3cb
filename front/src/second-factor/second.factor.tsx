import './second-factor.css'
import type { Response } from '@papo/contract'
import { useState } from 'react'
import * as texts from '../i18n/second-factor'
import { addTexts } from '../i18n/translate'
import { useLanguage, useText } from '../preferences'
import { Blank, ListBones } from '../ui/blank'
import { Dialog } from '../ui/dialog'
import { formatTime } from '../ui/time'
import { useLoaded } from '../ui/use-loaded'
import { AskForm, PasswordField } from './ask.form'
import { RecoveryCodes } from './recovery.codes'
import { secondFactorApi } from './second.factor.api'
import { SetUp } from './set.up'

addTexts(texts)

/** From here on new ones are asked for. */
const FEW_CODES = 2

export function SecondFactor() {
  const t = useText()
  const { value, reload } = useLoaded(secondFactorApi.status)
  const [settingUp, setSettingUp] = useState(false)
  return (
    <section>
      <header>
        <h2>{t('secondFactor.title')}</h2>
        <p>{t('secondFactor.text')}</p>
      </header>
      {value === 'loading' && <ListBones count={1} />}
      {value === 'failed' && (
        <Blank text={t('secondFactor.failed')} role="alert">
          <button type="button" className="button" data-kind="quiet" onClick={() => void reload()}>
            {t('app.retry')}
          </button>
        </Blank>
      )}
      {typeof value === 'object' && value.enabled && <On now={value} onChange={() => void reload()} />}
      {typeof value === 'object' && !value.enabled && (
        <button type="button" className="button" data-kind="quiet" onClick={() => setSettingUp(true)}>
          {t('secondFactor.setUp')}
        </button>
      )}
      {settingUp && <SetUp onOn={() => void reload()} onClose={() => setSettingUp(false)} />}
    </section>
  )
}

function On({ now, onChange }: { now: Response<'secondFactor'>; onChange: () => void }) {
  const t = useText()
  const language = useLanguage()
  const [asking, setAsking] = useState<'off' | 'renew' | null>(null)
  const { since, recoveryCodesLeft: count } = now
  return (
    <>
      <div className="factor-state">
        <strong>{since && t('secondFactor.on', { when: formatTime(since, 'short', language) })}</strong>
        <span>{t('secondFactor.left', { count })}</span>
        {count <= FEW_CODES && <span className="factor-few">{t('secondFactor.few')}</span>}
      </div>
      <div className="factor-acts">
        <button type="button" className="button" data-kind="quiet" onClick={() => setAsking('renew')}>
          {t('secondFactor.renew')}
        </button>
        <button
          type="button"
          className="button"
          data-kind="quiet"
          data-danger
          onClick={() => setAsking('off')}
        >
          {t('secondFactor.off')}…
        </button>
      </div>
      {asking === 'off' && <TurnOff onDone={onChange} onClose={() => setAsking(null)} />}
      {asking === 'renew' && <Renew onDone={onChange} onClose={() => setAsking(null)} />}
    </>
  )
}

type AskProps = { onDone: () => void; onClose: () => void }

function TurnOff({ onDone, onClose }: AskProps) {
  const t = useText()
  return (
    <Dialog title={t('secondFactor.off.ask')} onClose={onClose}>
      <AskForm
        field="password"
        danger
        submitLabel={t('secondFactor.off')}
        send={async (password) => {
          await secondFactorApi.end(password)
          onClose()
          onDone()
        }}
        onCancel={onClose}
      >
        {(wrong) => (
          <>
            <p>{t('secondFactor.off.text')}</p>
            <PasswordField wrong={wrong} />
          </>
        )}
      </AskForm>
    </Dialog>
  )
}

function Renew({ onDone, onClose }: AskProps) {
  const t = useText()
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  return (
    <Dialog title={t(codes ? 'secondFactor.codes' : 'secondFactor.renew.ask')} onClose={onClose}>
      {codes ? (
        <RecoveryCodes codes={codes} onDone={onClose} />
      ) : (
        <AskForm
          field="password"
          submitLabel={t('secondFactor.renew.action')}
          send={async (password) => {
            setCodes((await secondFactorApi.renewCodes(password)).codes)
            onDone()
          }}
          onCancel={onClose}
        >
          {(wrong) => (
            <>
              <p>{t('secondFactor.renew.text')}</p>
              <PasswordField wrong={wrong} />
            </>
          )}
        </AskForm>
      )}
    </Dialog>
  )
}
