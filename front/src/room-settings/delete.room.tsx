import '../ui/danger.css'
import type { JoinedRoom } from '@papo/contract'
import { type FormEvent, useState } from 'react'
import { notify, removeRoom } from '../chat/chat.store'
import { useChat } from '../chat/use-chat'
import { errorText, useText } from '../preferences'
import { goTo } from '../route'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { roomApi } from './room.api'

type Props = { room: JoinedRoom; onClose: () => void }

export function DeleteRoom({ room, onClose }: Props) {
  const t = useText()
  const [asking, setAsking] = useState(false)
  return (
    <section className="settings-danger">
      <h3>{t('roomSettings.delete')}</h3>
      <p>{t('roomSettings.delete.text')}</p>
      <button type="button" className="button" data-kind="quiet" data-danger onClick={() => setAsking(true)}>
        {t('roomSettings.delete')}…
      </button>
      {asking && <Deleting room={room} onStay={() => setAsking(false)} onDeleted={onClose} />}
    </section>
  )
}

type AskProps = { room: JoinedRoom; onStay: () => void; onDeleted: () => void }

/** Nobody does this by a slip: the room's name must be typed. */
function Deleting({ room, onStay, onDeleted }: AskProps) {
  const t = useText()
  const { store } = useChat()
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const sure = typed.trim() === room.name.trim()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!sure) return
    setBusy(true)
    try {
      await roomApi.remove(room.id)
      onDeleted()
      goTo({ name: 'home' })
      removeRoom(store, room.id)
      notify(store, 'roomSettings.deleted', { room: room.name })
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return (
    <Dialog title={t('roomSettings.delete')} onClose={onStay}>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <p>{t('roomSettings.delete.text')}</p>
        <Field
          label={t('roomSettings.delete.type', { room: room.name })}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          dir="auto"
          autoFocus
        />
        {error !== null && (
          <p className="form-error" role="alert">
            {errorText(t, error)}
          </p>
        )}
        <div className="dialog-actions">
          <button type="button" className="button" data-kind="quiet" onClick={onStay}>
            {t('app.cancel')}
          </button>
          <button type="submit" className="button" data-kind="danger" disabled={!sure || busy}>
            {t('roomSettings.delete.action')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
