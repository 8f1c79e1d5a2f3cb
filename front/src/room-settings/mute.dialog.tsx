import { type FormEvent, useState } from 'react'
import { errorText, type Text, useText } from '../preferences'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { ALWAYS } from './mute.text'

const MINUTE_MS = 60_000
const FOR = [
  { unit: 'minutes', count: 10, ms: 10 * MINUTE_MS },
  { unit: 'hours', count: 1, ms: 60 * MINUTE_MS },
  { unit: 'days', count: 1, ms: 24 * 60 * MINUTE_MS },
  { unit: 'days', count: 7, ms: 7 * 24 * 60 * MINUTE_MS },
] as const

type Props = { name: string; onMute: (until: string) => Promise<void>; onClose: () => void }

export function MuteDialog({ name, onMute, onClose }: Props) {
  const t = useText()
  const [choice, setChoice] = useState('1')
  const [custom, setCustom] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const until = untilOf(choice, custom)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!until) return
    setBusy(true)
    try {
      await onMute(until)
      onClose()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return (
    <Dialog title={t('memberActions.muteFor', { name })} onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <p>{t('memberActions.mute.text', { name })}</p>
        <fieldset className="settings-radios">
          <legend className="legend">{t('memberActions.mute.for')}</legend>
          {choicesIn(t).map(({ value, label }) => (
            <label key={value}>
              <input type="radio" name="for" checked={choice === value} onChange={() => setChoice(value)} />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
        {choice === 'custom' && (
          <Field
            label={t('memberActions.mute.until')}
            type="datetime-local"
            value={custom}
            onChange={(event) => setCustom(event.target.value)}
            error={custom !== '' && !until ? t('memberActions.mute.past') : undefined}
            required
            autoFocus
          />
        )}
        {error !== null && (
          <p className="form-error" role="alert">
            {errorText(t, error)}
          </p>
        )}
        <div className="dialog-actions">
          <button type="button" className="button" data-kind="quiet" onClick={onClose}>
            {t('app.cancel')}
          </button>
          <button type="submit" className="button" data-kind="primary" disabled={!until || busy}>
            {t('memberActions.mute.action')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function choicesIn(t: Text) {
  return [
    ...FOR.map(({ unit, count }, i) => ({
      value: String(i),
      label: t(`memberActions.mute.${unit}`, { count }),
    })),
    { value: 'always', label: t('memberActions.mute.always') },
    { value: 'custom', label: t('memberActions.mute.custom') },
  ]
}

/** ISO 8601, or null for a moment that is none or has passed. */
function untilOf(choice: string, custom: string): string | null {
  if (choice === 'always') return ALWAYS
  if (choice !== 'custom') return new Date(Date.now() + (FOR[Number(choice)]?.ms ?? 0)).toISOString()
  const at = Date.parse(custom)
  return at > Date.now() ? new Date(at).toISOString() : null
}
