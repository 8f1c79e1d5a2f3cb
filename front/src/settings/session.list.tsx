import type { Session } from '@papo/contract'
import { useCallback, useEffect, useState } from 'react'
import { api } from '../api'
import { asChatError } from '../chat-error'
import { notify } from '../chat/chat.store'
import { useChat } from '../chat/use-chat'
import { useLanguage, useText } from '../preferences'
import { formatTime } from '../ui/time'
import { Blank, ListBones } from '../ui/blank'
import { deviceName } from './device'

export function SessionList() {
  const t = useText()
  const { store } = useChat()
  const [sessions, setSessions] = useState<readonly Session[] | 'failed' | null>(null)
  const load = useCallback(async () => {
    try {
      setSessions((await api.sessions()).items)
    } catch {
      setSessions('failed')
    }
  }, [])
  useEffect(() => void load(), [load])
  const revoke = async (ids: readonly string[]) => {
    try {
      for (const id of ids) await api.revokeSession(id)
      if (ids.length > 1) notify(store, 'settings.sessions.others.done')
    } catch (error) {
      notify(store, `error.${asChatError(error).code}`)
    }
    await load()
  }
  const others = sessions === 'failed' ? [] : (sessions ?? []).filter((one) => !one.current)
  return (
    <section>
      <header>
        <h2>{t('settings.sessions.title')}</h2>
        <p>{t('settings.sessions.hint')}</p>
      </header>
      {sessions === null && <ListBones count={2} />}
      {sessions === 'failed' && (
        <Blank text={t('settings.sessions.failed')} role="alert">
          <button type="button" className="button" data-kind="quiet" onClick={() => void load()}>
            {t('app.retry')}
          </button>
        </Blank>
      )}
      {Array.isArray(sessions) && (
        <ul className="settings-list">
          {sessions.map((session: Session) => (
            <SessionItem key={session.id} session={session} onRevoke={() => void revoke([session.id])} />
          ))}
        </ul>
      )}
      {others.length > 1 && (
        <button
          type="button"
          className="button"
          data-kind="quiet"
          onClick={() => void revoke(others.map((one) => one.id))}
        >
          {t('settings.sessions.others')}
        </button>
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
