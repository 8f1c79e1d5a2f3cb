import type { Response } from '@papo/contract'
import { formatBytes } from '../files/bytes'
import { useLanguage, useText } from '../preferences'
import { Blank, ListBones } from '../ui/blank'
import { adminApi } from './admin.api'
import { formatUtcDay } from './figures'
import { useLoaded } from '../ui/use-loaded'

type Stats = Response<'stats'>

export function Overview() {
  const t = useText()
  const { value: stats, reload } = useLoaded(adminApi.stats)
  if (stats === 'loading') return <ListBones count={6} />
  if (stats === 'failed')
    return (
      <Blank text={t('admin.failed')} role="alert">
        <button type="button" className="button" data-kind="quiet" onClick={() => void reload()}>
          {t('app.retry')}
        </button>
      </Blank>
    )
  return (
    <>
      <Figures stats={stats} />
      <Days days={stats.messagesPerDay} />
    </>
  )
}

function Figures({ stats }: { stats: Stats }) {
  const t = useText()
  const language = useLanguage()
  const number = (value: number) => value.toLocaleString(language)
  const figures = [
    [number(stats.users), t('admin.figure.users', { count: stats.users })],
    [number(stats.activeUsers), t('admin.figure.active')],
    [number(stats.online), t('admin.figure.online')],
    [number(stats.rooms), t('admin.figure.rooms', { count: stats.rooms })],
    [number(stats.messages), t('admin.figure.messages', { count: stats.messages })],
    [number(stats.instances), t('admin.figure.instances', { count: stats.instances })],
    [formatBytes(stats.databaseBytes, language), t('admin.figure.database')],
    [formatBytes(stats.memoryBytes, language), t('admin.figure.memory')],
  ]
  return (
    <ul className="figures">
      {figures.map(([value, label]) => (
        <li key={label}>
          <strong>{value}</strong> <span>{label}</span>
        </li>
      ))}
    </ul>
  )
}

/** The newest first; each bar is as long as its day had messages, against the fullest day. */
function Days({ days }: { days: Stats['messagesPerDay'] }) {
  const t = useText()
  const language = useLanguage()
  const most = Math.max(1, ...days.map(({ count }) => count))
  return (
    <section className="days">
      <h2>{t('admin.days')}</h2>
      <ol reversed>
        {days.toReversed().map(({ day, count }) => (
          <li key={day}>
            <span className="day-name">{formatUtcDay(day, language)}</span>
            <meter className="day-bar" min={0} max={most} value={count} aria-hidden="true" />
            <span className="day-count">{count.toLocaleString(language)}</span>
          </li>
        ))}
      </ol>
      <p>{t('admin.days.note')}</p>
    </section>
  )
}
