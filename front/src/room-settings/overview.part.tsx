import type { JoinedRoom } from '@papo/contract'
import { LIMITS } from '@papo/contract/limits'
import { type FormEvent, useState } from 'react'
import { useChat } from '../chat/use-chat'
import { errorText, useLanguage, useText } from '../preferences'
import { formatTime } from '../ui/time'
import { Field } from '../ui/field'
import { DeleteRoom } from './delete.room'
import { KindChoice } from './kind.choice'
import { PreviewSwitch } from './preview.switch'
import { RetentionChoice } from './retention.choice'
import { runsRoom } from './rank'
import { roomApi } from './room.api'
import { RoomPicture } from './room.picture'

type Props = { room: JoinedRoom; onClose: () => void }

export function OverviewPart({ room, onClose }: Props) {
  const t = useText()
  const date = formatTime(room.createdAt, 'short', useLanguage())
  return (
    <>
      {runsRoom(room) && <RoomPicture room={room} />}
      {runsRoom(room) ? <OverviewForm room={room} /> : <OverviewText room={room} />}
      {runsRoom(room) && <PreviewSwitch room={room} />}
      <RetentionChoice room={room} />
      <p className="settings-note">
        {t('roomSettings.members.count', { count: room.memberCount })} · {t('roomSettings.created', { date })}
      </p>
      {room.role === 'owner' && !room.isDefault && <DeleteRoom room={room} onClose={onClose} />}
    </>
  )
}

function OverviewText({ room }: { room: JoinedRoom }) {
  const t = useText()
  const kind = room.kind === 'private' ? 'private' : 'public'
  return (
    <dl className="settings-facts">
      <dt>{t('roomSettings.topic')}</dt>
      <dd dir="auto">{room.topic || t('roomSettings.topic.none')}</dd>
      <dt>{t('roomSettings.kind')}</dt>
      <dd>
        {t(`roomSettings.${kind}`)}. {t(`roomSettings.${kind}.hint`)}
      </dd>
    </dl>
  )
}

/** Begins with the room as it is when it is opened; what others change meanwhile wins until one saves. */
function OverviewForm({ room }: { room: JoinedRoom }) {
  const t = useText()
  const save = useSaving(room)
  const [name, setName] = useState(room.name)
  const [topic, setTopic] = useState(room.topic)
  const [kind, setKind] = useState(room.kind === 'private' ? ('private' as const) : ('public' as const))
  const changes = {
    ...(name.trim() !== room.name && { name: name.trim() }),
    ...(topic.trim() !== room.topic && { topic: topic.trim() }),
    ...(kind !== room.kind && { kind }),
  }
  const ready = Object.keys(changes).length > 0 && name.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) void save.run(changes)
  }
  return (
    <form className="form" onSubmit={submit} onChange={save.forget}>
      <Field
        label={t('roomSettings.name')}
        value={name}
        onChange={(event) => setName(event.target.value)}
        maxLength={LIMITS.roomNameMax}
        autoComplete="off"
        dir="auto"
        required
      />
      <Field
        label={t('roomSettings.topic')}
        hint={t('roomSettings.topic.hint')}
        value={topic}
        onChange={(event) => setTopic(event.target.value)}
        maxLength={LIMITS.roomTopicMax}
        autoComplete="off"
        dir="auto"
      />
      <KindChoice room={room} value={kind} onChange={setKind} />
      {save.error !== null && (
        <p className="form-error" role="alert">
          {errorText(t, save.error)}
        </p>
      )}
      <div className="settings-end">
        <button type="submit" className="button" data-kind="primary" disabled={!ready || save.busy}>
          {t('roomSettings.save')}
        </button>
        <span role="status">{save.saved && t('app.saved')}</span>
      </div>
    </form>
  )
}

function useSaving(room: JoinedRoom) {
  const { store } = useChat()
  const [state, setState] = useState<'idle' | 'busy' | 'saved' | { error: unknown }>('idle')
  return {
    busy: state === 'busy',
    saved: state === 'saved',
    error: typeof state === 'object' ? state.error : null,
    forget: () => setState((now) => (now === 'busy' ? now : 'idle')),
    async run(changes: Parameters<typeof roomApi.update>[1]): Promise<void> {
      setState('busy')
      try {
        const { name, topic, kind } = (await roomApi.update(room.id, changes)).room
        store.setState(({ rooms }) => {
          const held = rooms[room.id]
          return held
            ? { rooms: { ...rooms, [room.id]: { ...held, room: { ...held.room, name, topic, kind } } } }
            : {}
        })
        setState('saved')
      } catch (error) {
        setState({ error })
      }
    },
  }
}
