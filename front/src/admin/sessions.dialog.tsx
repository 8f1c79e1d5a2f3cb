import type { AdminUser, Session } from '@papo/contract'
import { useCallback, useEffect, useState } from 'react'
import { errorText, useLanguage, useText } from '../preferences'
import { formatWhen } from '../ui/time'
import { deviceName } from '../settings/device'
import { Blank, ListBones } from '../ui/blank'
import { Dialog } from '../ui/dialog'
import { adminApi } from './admin.api'
import { useLoaded } from '../ui/use-loaded'

type Props = { user: AdminUser; onCount: (sessions: number) => void; onClose: () => void }

/** Where someone is logged in, and a way to end it. */
export function SessionsDialog({ user, onCount, onClose }: Props) {
  const t = useText()
  const load = useCallback(async () => (await adminApi.sessions(user.id)).items, [user.id])
  const { value: sessions, reload } = useLoaded(load)
  const [error, setError] = useState<unknown>(null)
  const count = Array.isArray(sessions) ? sessions.length : null
  // Only a count that differs from the row's is news.
  useEffect(() => {
    if (count !== null && count !== user.sessions) onCount(count)
  })
  const end = async (call: Promise<unknown>) => {
    setError(null)
    await call.catch(setError)
    await reload()
  }
  return (
    <Dialog title={t('admin.sessions.of', { name: user.displayName })} onClose={onClose}>
      {sessions === 'loading' && <ListBones count={3} />}
      {sessions === 'failed' && <Blank text={t('admin.failed')} role="alert" />}
      {count === 0 && <p>{t('admin.sessions.none')}</p>}
      {error !== null && (
        <p className="form-error" role="alert">
          {errorText(t, error)}
        </p>
      )}
      {Array.isArray(sessions) && count !== 0 && (
        <>
          <ul className="record-list">
            {sessions.map((session) => (
              <SessionItem
                key={session.id}
                session={session}
                onEnd={() => void end(adminApi.endSession(user.id, session.id))}
              />
            ))}
          </ul>
          <div className="dialog-actions">
            <button
              type="button"
              className="button"
              data-kind="danger"
              onClick={() => void end(adminApi.endSessions(user.id))}
            >
              {t('admin.sessions.endAll')}
            </button>
          </div>
        </>
      )}
    </Dialog>
  )
}

function SessionItem({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const t = useText()
  const language = useLanguage()
  const device = deviceName(session.userAgent) || t('admin.sessions.unknown')
  return (
    <li>
      <span className="result-text">
        <strong title={session.userAgent}>{device}</strong>
        <span>{t('admin.sessions.used', { when: formatWhen(session.lastUsedAt, language, t) })}</span>
      </span>
      <button
        type="button"
        className="button"
        data-kind="quiet"
        data-size="small"
        onClick={onEnd}
        aria-label={t('admin.sessions.end.named', { device })}
      >
        {t('admin.sessions.end')}
      </button>
    </li>
  )
}
