import './toast.css'
import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand/react'
import { personName, roomName } from '../chat/names'
import { useChatState } from '../chat/use-chat'
import * as texts from '../i18n/alerts'
import { addTexts } from '../i18n/translate'
import { useText } from '../preferences'
import { goTo } from '../route'
import { Avatar } from '../ui/avatar'
import { Icon } from '../ui/icon'
import { dropToasts, type Toast, toasts } from './toasts'

addTexts(texts)

const SHOWN_MS = 7_000

export function ToastList() {
  const shown = useStore(toasts, (s) => s.shown)
  const [held, setHeld] = useState(false)
  return (
    <ul
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {shown.map((toast) => (
        <ToastItem key={toast.key} toast={toast} held={held} />
      ))}
    </ul>
  )
}

/** Goes by itself, but not while someone is about to press it. */
function ToastItem({ toast, held }: { toast: Toast; held: boolean }) {
  const t = useText()
  const { roomId, seq, actorId, text } = toast
  const person = useChatState((s) => s.people[actorId])
  const name = useChatState((s) => personName(s.people, actorId))
  const room = useChatState((s) => s.rooms[roomId]?.room)
  const close = () => dropToasts(({ key }) => key === toast.key)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => dropToasts(({ key }) => key === toast.key), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [held, toast.key])
  if (!room) return null
  return (
    <li className="toast">
      <button
        type="button"
        className="toast-open"
        onClick={() => {
          close()
          goTo({ name: 'room', roomId, seq })
        }}
      >
        <Avatar user={person} size="medium" />
        <span className="toast-text">
          <span>
            <strong dir="auto">{name}</strong>
            {room.kind !== 'direct' && <span dir="auto">{t('alerts.in', { room: roomName(room) })}</span>}
          </span>
          <span dir="auto">{text}</span>
        </span>
      </button>
      <button type="button" className="icon-button" onClick={close} aria-label={t('alerts.close')}>
        <Icon of={X} small />
      </button>
    </li>
  )
}
