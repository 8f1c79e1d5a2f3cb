import type { AdminRoom } from '@papo/contract'
import { Trash2 } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useLanguage, useText } from '../preferences'
import { formatWhen } from '../ui/time'
import { Confirm } from '../ui/confirm'
import { SearchField } from '../ui/field'
import { Icon } from '../ui/icon'
import { isPhone } from '../ui/shell'
import { usePages } from '../ui/use-pages'
import { usePaused } from '../ui/use-paused'
import { adminApi } from './admin.api'
import { PagedTable } from './paged.table'

export function RoomTable() {
  const t = useText()
  const [q, setQ] = useState('')
  const [asked, setAsked] = useState<AdminRoom | null>(null)
  const paused = usePaused(q.trim())
  const fetchPage = useCallback((cursor?: string) => adminApi.rooms(paused, cursor), [paused])
  const pages = usePages<AdminRoom>(fetchPage)
  const columns = ['room', 'kind', 'members', 'last', 'delete'] as const
  const destroy = async ({ id }: AdminRoom) => {
    await adminApi.deleteRoom(id)
    pages.change((items) => items.filter((one) => one.id !== id))
  }
  return (
    <>
      <SearchField label={t('admin.rooms.search')} value={q} onChange={setQ} autoFocus={!isPhone()} />
      <p className="admin-note">{t('admin.rooms.note')}</p>
      <PagedTable
        name={t('admin.rooms')}
        columns={columns.map((column) => t(`admin.rooms.${column}`))}
        acts
        none={t('admin.rooms.none')}
        pages={pages}
        row={(room) => <Row key={room.id} room={room} onDelete={() => setAsked(room)} />}
      />
      {asked && (
        <Confirm
          title={t('admin.rooms.delete.ask', { name: asked.name })}
          text={t('admin.rooms.delete.text', { count: asked.memberCount })}
          action={t('admin.rooms.delete')}
          onConfirm={() => destroy(asked)}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}

function Row({ room, onDelete }: { room: AdminRoom; onDelete: () => void }) {
  const t = useText()
  const language = useLanguage()
  return (
    <tr role="row">
      <td role="cell" className="record-name">
        <span className="result-text">
          <strong dir="auto">{room.name}</strong>
          {(room.isDefault || room.topic) && (
            <span dir="auto">{room.isDefault ? t('admin.rooms.default') : room.topic}</span>
          )}
        </span>
      </td>
      <td role="cell">{t(room.kind === 'private' ? 'admin.rooms.private' : 'admin.rooms.public')}</td>
      <td role="cell" data-label={t('admin.rooms.members')}>
        {room.memberCount.toLocaleString(language)}
      </td>
      <td role="cell" data-label={t('admin.rooms.last')}>
        {room.lastMessageAt ? formatWhen(room.lastMessageAt, language, t) : t('admin.never')}
      </td>
      <td role="cell" className="record-actions">
        {!room.isDefault && (
          <button
            type="button"
            className="icon-button"
            data-danger
            onClick={onDelete}
            aria-label={t('admin.rooms.delete.named', { name: room.name })}
          >
            <Icon of={Trash2} />
          </button>
        )}
      </td>
    </tr>
  )
}
