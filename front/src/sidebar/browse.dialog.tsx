import { Plus } from 'lucide-react'
import type { Response } from '@papo/contract'
import { useState } from 'react'
import { api } from '../api'
import { asChatError } from '../chat-error'
import { notify } from '../chat/chat.store'
import { useChat } from '../chat/use-chat'
import { useText } from '../preferences'
import { goTo } from '../route'
import { Blank, ListBones } from '../ui/blank'
import { Dialog } from '../ui/dialog'
import { SearchField } from '../ui/field'
import { Icon } from '../ui/icon'
import { isPhone } from '../ui/shell'
import { useSearch } from '../ui/use-search'
import { CreateRoom } from './create-room'
import { RoomMark } from './room.item'

type PublicRoom = Response<'publicRooms'>['items'][number]

const searchRooms = async (q: string) => (await api.publicRooms(q)).items

type Props = { creating?: boolean; onClose: () => void }

export function BrowseDialog({ creating: atOnce = false, onClose }: Props) {
  const t = useText()
  const [q, setQ] = useState('')
  const [creating, setCreating] = useState(atOnce)
  const found = useSearch(q, searchRooms, true)
  if (creating)
    return (
      <Dialog title={t('create.title')} onClose={onClose}>
        <CreateRoom name={q.trim()} onBack={() => setCreating(false)} onDone={onClose} />
      </Dialog>
    )
  return (
    <Dialog title={t('browse.title')} onClose={onClose}>
      <SearchField label={t('browse.search')} value={q} onChange={setQ} autoFocus={!isPhone()} />
      <div className="results" aria-live="polite">
        {found.state === 'loading' && <ListBones count={4} />}
        {found.state === 'failed' && <Blank text={t('people.failed')} />}
        {found.state === 'ready' && found.items.length === 0 && (
          <Blank text={found.q ? t('browse.none', { q: found.q }) : t('browse.noneAtAll')} />
        )}
        {found.state === 'ready' && (
          <ul>
            {found.items.map((room) => (
              <PublicRoomItem key={room.id} room={room} onDone={onClose} />
            ))}
          </ul>
        )}
      </div>
      <button type="button" className="button" data-kind="quiet" onClick={() => setCreating(true)}>
        <Icon of={Plus} small />
        <span className="clip">
          {q.trim() ? t('browse.createNamed', { q: q.trim() }) : t('browse.create')}
        </span>
      </button>
    </Dialog>
  )
}

function PublicRoomItem({ room, onDone }: { room: PublicRoom; onDone: () => void }) {
  const t = useText()
  const { memberships, store } = useChat()
  const [busy, setBusy] = useState(false)
  const enter = async () => {
    if (room.joined) {
      goTo({ name: 'room', roomId: room.id })
      return onDone()
    }
    setBusy(true)
    try {
      await memberships.join(room.id)
      onDone()
    } catch (error) {
      notify(store, `error.${asChatError(error).code}`)
      setBusy(false)
    }
  }
  return (
    <li className="result">
      <RoomMark room={room} />
      <span className="result-text">
        <strong dir="auto">{room.name}</strong>
        <span dir="auto">
          {t('room.members', { count: room.memberCount })}
          {room.topic && ` · ${room.topic}`}
        </span>
      </span>
      <button
        type="button"
        className="button"
        data-kind={room.joined ? 'plain' : 'soft'}
        data-size="small"
        disabled={busy}
        onClick={() => void enter()}
        aria-label={`${t(room.joined ? 'browse.open' : 'browse.join')}: ${room.name}`}
      >
        {t(room.joined ? 'browse.open' : 'browse.join')}
      </button>
    </li>
  )
}
