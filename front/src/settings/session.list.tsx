import type { Session } from '@papo/contract'
import { useCallback, useEffect, useState } from 'react'
import { api } from '../api'
import { useLanguage, useText } from '../preferences'
import { formatTime } from '../room/format'
import { Blank, ListBones } from '../ui/blank'
import { deviceName } from './device'

export function SessionList() {
  const t = useText()
  const [sessions, setSessions] = useState<readonly Session[] | 'failed' | null>(null)
  const load = useCallback(async () => {
    try {
      setSessions((await api.sessions()).items)
    } catch {
      setSessions('failed')
    }
  }, [])
  useEffect(() => void load(), [load])
  const revoke = async (id: string) => {
    await api.revokeSession(id).catch(() => undefined)
    await load()
  }
  return (
    <section>
      <h2>{t('settings.sessions')}</h2>
      {sessions === null && <ListBones count={2} />}
      {sessions === 'failed' && <Blank text={t('settings.sessions.failed')} role="alert" />}
      {Array.isArray(sessions) && (
        <ul className="sessions">
          {sessions.map((session: Session) => (
            <SessionItem key={session.id} session={session} onRevoke={() => void revoke(session.id)} />
          ))}
        </ul>
      )}
    </section>
  )
}

function SessionItem({ session, onRevoke }: { session: Session; onRevoke: () => void }) {
  const t = useText()
  const language = useLanguage()
  const device = deviceName(session.userAgent) || t('settings.sessions.unknown')
  return (
    <li>
      <span className="result-text">
        <strong title={session.userAgent}>{device}</strong>
        <span>
          {session.current
            ? t('settings.sessions.current')
            : t('settings.sessions.used', { when: formatTime(session.lastUsedAt, 'short', language) })}
        </span>
      </span>
      {!session.current && (
        <button
          type="button"
          className="button"
          data-kind="quiet"
          data-size="small"
          onClick={onRevoke}
          aria-label={t('settings.sessions.revoke.named', { device })}
        >
          {t('settings.sessions.revoke')}
        </button>
      )}
    </li>
  )
}
