import type { Response } from '@papo/contract'
import { LIMITS } from '@papo/contract/limits'
import { type FormEvent, useState } from 'react'
import { errorText, useLanguage, useText } from '../preferences'
import { Field } from '../ui/field'
import { formText } from '../ui/form-text'
import { adminApi } from './admin.api'

type Loaded = Response<'installation'>
type Name = keyof Loaded['settings']['limits']
type Props = { loaded: Loaded; onChange: (after: Loaded) => void }
type Outcome = { state: 'idle' | 'busy' | 'saved' } | { state: 'failed'; error: unknown }

const HINTS = {
  messagesPerMinute: 'admin.limits.hint',
  messagesBurst: 'admin.limits.messagesBurst.hint',
  roomMessagesPerMinute: 'admin.limits.hint',
  roomOperationsPerMinute: 'admin.limits.roomOperationsPerMinute.hint',
} as const
const NAMES = Object.keys(HINTS) as Name[]

/** What stands in a field: null for nothing, undefined for what is no limit. */
function limitOf(name: Name, text: string): number | null | undefined {
  if (text.trim() === '') return null
  const limit = Number(text)
  return Number.isInteger(limit) && limit >= 1 && limit <= LIMITS.chosenMax[name] ? limit : undefined
}

export function LimitsForm({ loaded, onChange }: Props) {
  const t = useText()
  const [outcome, setOutcome] = useState<Outcome>({ state: 'idle' })
  const [wrong, setWrong] = useState<readonly Name[]>([])
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const value = formText(event.currentTarget)
    const limits = Object.fromEntries(NAMES.map((name) => [name, limitOf(name, value(name))]))
    const bad = NAMES.filter((name) => limits[name] === undefined)
    setWrong(bad)
    if (bad.length > 0) return
    setOutcome({ state: 'busy' })
    try {
      onChange(await adminApi.updateSettings({ limits }))
      setOutcome({ state: 'saved' })
    } catch (error) {
      setOutcome({ state: 'failed', error })
    }
  }
  return (
    <form
      className="limits"
      onSubmit={(event) => void save(event)}
      onChange={() => setOutcome({ state: 'idle' })}
    >
      <h2>{t('admin.limits')}</h2>
      <p>{t('admin.limits.text')}</p>
      {NAMES.map((name) => (
        <LimitField key={name} name={name} loaded={loaded} wrong={wrong.includes(name)} />
      ))}
      {outcome.state === 'failed' && (
        <p className="form-error" role="alert">
          {errorText(t, outcome.error)}
        </p>
      )}
      <div className="form-end">
        <button type="submit" className="button" data-kind="quiet" disabled={outcome.state === 'busy'}>
          {t('admin.save')}
        </button>
        <span role="status">{outcome.state === 'saved' && t('app.saved')}</span>
      </div>
    </form>
  )
}

function LimitField({ name, loaded, wrong }: { name: Name; loaded: Loaded; wrong: boolean }) {
  const t = useText()
  const language = useLanguage()
  const [chosen, standard] = [loaded.settings.limits[name], loaded.defaults.limits[name]]
  const max = LIMITS.chosenMax[name].toLocaleString(language)
  return (
    <Field
      label={t(`admin.limits.${name}`)}
      hint={t(HINTS[name], { value: standard.toLocaleString(language) })}
      error={wrong ? t('admin.limits.wrong', { max }) : undefined}
      name={name}
      inputMode="numeric"
      autoComplete="off"
      defaultValue={chosen === standard ? '' : String(chosen)}
    />
  )
}
