import type { Response } from '@papo/contract'
import { useState } from 'react'
import { errorText, useText } from '../preferences'
import { Blank, ListBones } from '../ui/blank'
import { useLoaded } from '../ui/use-loaded'
import { adminApi } from './admin.api'
import { LimitsForm } from './limits.form'
import { PreviewSwitch } from './preview.switch'
import { RetentionForm } from './retention.form'

type Loaded = Response<'installation'>

export function Installation() {
  const t = useText()
  const { value, set, reload } = useLoaded(adminApi.settings)
  if (value === 'loading') return <ListBones count={6} />
  if (value === 'failed')
    return (
      <Blank text={t('admin.failed')} role="alert">
        <button type="button" className="button" data-kind="quiet" onClick={() => void reload()}>
          {t('app.retry')}
        </button>
      </Blank>
    )
  return (
    <>
      <Registration loaded={value} onChange={set} />
      <PreviewSwitch loaded={value} onChange={set} />
      <RetentionForm loaded={value} onChange={set} />
      <LimitsForm loaded={value} onChange={set} />
    </>
  )
}

type Props = { loaded: Loaded; onChange: (after: Loaded) => void }

function Registration({ loaded, onChange }: Props) {
  const t = useText()
  const [error, setError] = useState<unknown>(null)
  const choose = (registration: Loaded['settings']['registration']) => {
    setError(null)
    onChange({ ...loaded, settings: { ...loaded.settings, registration } })
    const takeBack = (failure: unknown) => {
      setError(failure)
      onChange(loaded)
    }
    adminApi.updateSettings({ registration }).then(onChange).catch(takeBack)
  }
  return (
    <fieldset className="choices">
      <legend>{t('admin.registration')}</legend>
      {(['open', 'invited'] as const).map((mode) => (
        <label key={mode}>
          <input
            type="radio"
            name="registration"
            checked={loaded.settings.registration === mode}
            onChange={() => choose(mode)}
          />
          <span>
            <strong>{t(`admin.registration.${mode}`)}</strong>
            <span>{t(`admin.registration.${mode}.hint`)}</span>
          </span>
        </label>
      ))}
      {error !== null && (
        <p className="form-error" role="alert">
          {errorText(t, error)}
        </p>
      )}
    </fieldset>
  )
}
