import type { JoinedRoom } from '@papo/contract'
import { useState } from 'react'
import { useChat } from '../chat/use-chat'
import { errorText, useText } from '../preferences'
import { Switch } from '../ui/switch'
import { roomApi } from './room.api'

/** Whether links in the room get previews. */
export function PreviewSwitch({ room }: { room: JoinedRoom }) {
  const t = useText()
  const { store } = useChat()
  const [error, setError] = useState<unknown>(null)
  const show = (previews: boolean) =>
    store.setState(({ rooms }) => {
      const held = rooms[room.id]
      return held ? { rooms: { ...rooms, [room.id]: { ...held, room: { ...held.room, previews } } } } : {}
    })
  const set = (previews: boolean) => {
    setError(null)
    show(previews)
    roomApi.update(room.id, { previews }).catch((failure: unknown) => {
      show(!previews)
      setError(failure)
    })
  }
  return (
    <>
      <Switch
        label={t('roomSettings.previews')}
        hint={t('roomSettings.previews.hint')}
        checked={room.previews}
        onChange={set}
      />
      {error !== null && (
        <p className="form-error" role="alert">
          {errorText(t, error)}
        </p>
      )}
    </>
  )
}
