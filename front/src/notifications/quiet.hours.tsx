import type { UserSettings } from '@papo/contract'
import { useEffect, useState } from 'react'
import { useChat, useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { Field } from '../ui/field'
import { Switch } from '../ui/switch'

type Hours = NonNullable<UserSettings['dndHours']>

const AT_NIGHT = { from: '22:00', to: '08:00' }
/** A time is typed in several strokes. */
const CALM_MS = 700
const zoneHere = () => new Intl.DateTimeFormat().resolvedOptions().timeZone
const nameOf = (zone: string) => zone.replaceAll('_', ' ')

/** Every day the same hours, in the time of one place, wherever the devices are. */
export function QuietHours() {
  const t = useText()
  const { settings } = useChat()
  const hours = useChatState((s) => s.self.settings.dndHours)
  const set = (dndHours: Hours | null) => void settings.set({ dndHours })
  return (
    <>
      <Switch
        label={t('notifications.hours')}
        hint={t('notifications.hours.hint')}
        checked={hours !== null}
        onChange={(on) => set(on ? { ...AT_NIGHT, timeZone: zoneHere() } : null)}
      />
      {hours && <Times hours={hours} onChange={set} />}
    </>
  )
}

function Times({ hours, onChange }: { hours: Hours; onChange: (hours: Hours) => void }) {
  const t = useText()
  const { timeZone } = hours
  const here = zoneHere()
  const time = (end: 'from' | 'to') => (
    <TimeField
      label={t(`notifications.hours.${end}`)}
      value={hours[end]}
      onChange={(value) => onChange({ ...hours, [end]: value })}
    />
  )
  return (
    <div className="quiet-times">
      {time('from')}
      {time('to')}
      <p>
        <span>{t('notifications.hours.zone', { zone: nameOf(timeZone) })}</span>
        {timeZone !== here && (
          <button
            type="button"
            className="link-button"
            onClick={() => onChange({ ...hours, timeZone: here })}
          >
            {t('notifications.hours.here', { zone: nameOf(here) })}
          </button>
        )}
      </p>
    </div>
  )
}

type TimeProps = { label: string; value: string; onChange: (value: string) => void }

function TimeField({ label, value, onChange }: TimeProps) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  useEffect(() => {
    if (typed === value || typed === '') return
    const timer = setTimeout(() => onChange(typed), CALM_MS)
    return () => clearTimeout(timer)
  }, [typed, value, onChange])
  return (
    <Field
      label={label}
      type="time"
      required
      value={typed}
      onChange={(event) => setTyped(event.target.value.slice(0, 5))}
      onBlur={() => (typed === '' ? setTyped(value) : typed !== value && onChange(typed))}
    />
  )
}
