import type { AuditEntry, JoinedRoom } from '@papo/contract'
import { useCallback } from 'react'
import { useLanguage, useText } from '../preferences'
import { formatTime } from '../ui/time'
import { hrefOf } from '../route'
import { Avatar } from '../ui/avatar'
import { sentencesOf } from './audit.sentence'
import { PagedList } from './paged.list'
import { roomApi } from './room.api'
import { usePages } from '../ui/use-pages'

type Props = { room: JoinedRoom; onGo: () => void }

/** Who did what here, the latest first. */
export function AuditPart({ room: { id }, onGo }: Props) {
  const t = useText()
  const pages = usePages<AuditEntry>(useCallback((cursor) => roomApi.audit(id, { cursor }), [id]))
  return (
    <PagedList pages={pages} label={t('roomSettings.log')} empty={t('audit.none')}>
      {(entry) => <Entry key={entry.id} roomId={id} entry={entry} onGo={onGo} />}
    </PagedList>
  )
}

type EntryProps = { roomId: string; entry: AuditEntry; onGo: () => void }

function Entry({ roomId, entry, onGo }: EntryProps) {
  const t = useText()
  const language = useLanguage()
  const isAbout = entry.action === 'message.deleted' || entry.action === 'preview.removed'
  const seq = isAbout ? Number(entry.detail?.seq ?? 0) : 0
  return (
    <li className="settings-row audit-entry">
      <Avatar user={entry.actor} size="small" />
      <span>
        {sentencesOf(entry, t, language).map((sentence) => (
          <span key={sentence} dir="auto">
            {sentence}
          </span>
        ))}
        <span className="audit-when">
          <time dateTime={entry.at} title={formatTime(entry.at, 'moment', language)}>
            {formatTime(entry.at, 'short', language)}
          </time>
          {seq > 0 && (
            <a href={hrefOf({ name: 'room', roomId, seq })} onClick={onGo}>
              {t('audit.show')}
            </a>
          )}
        </span>
      </span>
    </li>
  )
}
