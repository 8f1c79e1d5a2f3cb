import type { Response } from '@papo/contract'
import { LIMITS } from '@papo/contract/limits'
import { type FormEvent, useState } from 'react'
import { errorText, useLanguage, useText } from '../preferences'
import { Confirm } from '../ui/confirm'
import { Field } from '../ui/field'
import { formText } from '../ui/form-text'
import { adminApi } from './admin.api'

type Loaded = Response<'installation'>
type Retention = Loaded['settings']['retention']
type Props = { loaded: Loaded; onChange: (after: Loaded) => void }

const NAMES = ['defaultDays', 'maxDays'] as const

/** What stands in a field: 0 for nothing, undefined for what are no days. */
function daysOf(text: string): number | undefined {
  const days = Number(text.trim())
  return Number.isInteger(days) && days >= 0 && days <= LIMITS.retentionDaysMax ? days : undefined
}

/** How long messages are kept: where a room does not say, and at most. */
export function RetentionForm({ loaded, onChange }: Props) {
  const t = useText()
  const language = useLanguage()
  const [wrong, setWrong] = useState<readonly string[]>([])
  const [asking, setAsking] = useState<Retention | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [saved, setSaved] = useState(false)
  const before = loaded.settings.retention
  const save = async (retention: Retention) => {
    onChange(await adminApi.updateSettings({ retention }))
    setSaved(true)
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const value = formText(event.currentTarget)
    const [defaultDays, maxDays] = NAMES.map((name) => daysOf(value(name)))
    setWrong(NAMES.filter((name) => daysOf(value(name)) === undefined))
    if (defaultDays === undefined || maxDays === undefined) return
    setError(null)
    const after = { defaultDays, maxDays }
    if (NAMES.some((name) => after[name] > 0 && (before[name] === 0 || after[name] < before[name])))
      return setAsking(after)
    save(after).catch(setError)
  }
  return (
    <form className="limits" onSubmit={submit} onChange={() => setSaved(false)}>
      <h2>{t('admin.retention')}</h2>
      <p>{t('admin.retention.text')}</p>
      {NAMES.map((name) => (
        <Field
          key={name}
          label={t(`admin.retention.${name}`)}
          hint={t(`admin.retention.${name}.hint`)}
          error={
            wrong.includes(name)
              ? t('admin.limits.wrong', { max: LIMITS.retentionDaysMax.toLocaleString(language) })
              : undefined
          }
          name={name}
          inputMode="numeric"
          autoComplete="off"
          defaultValue={before[name] === 0 ? '' : String(before[name])}
        />
      ))}
      {error !== null && (
        <p className="form-error" role="alert">
          {errorText(t, error)}
        </p>
      )}
      <div className="form-end">
        <button type="submit" className="button" data-kind="quiet">
          {t('admin.retention.save')}
        </button>
        <span role="status">{saved && t('app.saved')}</span>
      </div>
      {asking && (
        <Confirm
          title={t('admin.retention.ask')}
          text={t('admin.retention.ask.text')}
          action={t('admin.retention.action')}
          onConfirm={() => save(asking)}
          onClose={() => setAsking(null)}
        />
      )}
    </form>
  )
}
