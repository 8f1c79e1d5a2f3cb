import type { JoinedRoom, Retention } from '@papo/contract'
import { useCallback, useState } from 'react'
import { errorText, type Text, useText } from '../preferences'
import { Confirm } from '../ui/confirm'
import { Select } from '../ui/select'
import { useLoaded } from '../ui/use-loaded'
import { runsRoom } from './rank'
import { roomApi } from './room.api'

const DAYS = [1, 7, 30, 90, 180, 365, 1_095] as const
/** In a list of numbers: as the installation says. */
const DEFAULT = -1

/** How long the room keeps what is said in it; chosen by those who run it, known to all. */
export function RetentionChoice({ room }: { room: JoinedRoom }) {
  const t = useText()
  const { value, set } = useLoaded(useCallback(() => roomApi.retention(room.id), [room.id]))
  const [asking, setAsking] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  if (value === 'loading' || value === 'failed') return null
  const { retention } = value
  if (!runsRoom(room) || room.kind === 'direct')
    return <p className="settings-note">{sentence(t, retention)}</p>
  const save = (days: number) =>
    roomApi.updateRetention(room.id, { days: days === DEFAULT ? null : days }).then(set)
  const choose = (days: number) => {
    setError(null)
    const after = effective(days, retention)
    // Less than now: what is older goes at once.
    if (after > 0 && (retention.days === 0 || after < retention.days)) return setAsking(days)
    save(days).catch(setError)
  }
  return (
    <div className="settings-choice">
      <Select
        label={t('roomSettings.retention')}
        value={retention.chosen ?? DEFAULT}
        onChange={choose}
        options={optionsOf(t, retention)}
      />
      <p className="settings-note">{sentence(t, retention)}</p>
      {error !== null && (
        <p className="form-error" role="alert">
          {errorText(t, error)}
        </p>
      )}
      {asking !== null && (
        <Confirm
          title={t('roomSettings.retention.ask')}
          text={t('roomSettings.retention.text', { count: effective(asking, retention) })}
          action={t('roomSettings.retention.action')}
          onConfirm={() => save(asking)}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  )
}

const span = (t: Text, days: number) =>
  days === 0 ? t('roomSettings.retention.forGood') : t('roomSettings.retention.days', { count: days })

function effective(chosen: number, { defaultDays, maxDays }: Retention): number {
  const days = chosen === DEFAULT ? defaultDays : chosen
  if (maxDays === 0) return days
  return days === 0 ? maxDays : Math.min(days, maxDays)
}

function optionsOf(t: Text, { chosen, defaultDays, maxDays }: Retention) {
  const allowed = DAYS.filter((days) => maxDays === 0 || days <= maxDays)
  const known = new Set<number>([
    ...allowed,
    ...(maxDays === 0 ? [0] : [maxDays]),
    ...(chosen === null ? [] : [chosen]),
  ])
  const days = [...known].sort((a, b) => (a || Infinity) - (b || Infinity))
  const first = effective(DEFAULT, { chosen, defaultDays, maxDays, days: 0 })
  return [
    { value: DEFAULT, label: t('roomSettings.retention.default', { days: span(t, first) }) },
    ...days.map((value) => ({ value, label: span(t, value) })),
  ]
}

function sentence(t: Text, { days, maxDays }: Retention): string {
  if (days === 0) return t('roomSettings.retention.none')
  const most = maxDays > 0 ? ` ${t('roomSettings.retention.most', { count: maxDays })}` : ''
  const kept = `${t('roomSettings.retention')}: ${span(t, days)}. `
  return kept + t('roomSettings.retention.hint') + most
}
