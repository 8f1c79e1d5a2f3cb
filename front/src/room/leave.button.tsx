import { LogOut } from 'lucide-react'
import type { JoinedRoom } from '@papo/contract'
import { useState } from 'react'
import { roomName } from '../chat/names'
import { useChat } from '../chat/use-chat'
import { useText } from '../preferences'
import { Confirm } from '../ui/confirm'
import { Icon } from '../ui/icon'

export function LeaveButton({ room }: { room: JoinedRoom }) {
  const t = useText()
  const { memberships } = useChat()
  const [asking, setAsking] = useState(false)
  return (
    <footer>
      <button type="button" className="leave" onClick={() => setAsking(true)}>
        <Icon of={LogOut} />
        {t('room.leave')}
      </button>
      {asking && (
        <Confirm
          title={t('room.leave.ask', { room: roomName(room) })}
          text={t(room.kind === 'private' ? 'room.leave.text.private' : 'room.leave.text.public')}
          action={t('room.leave')}
          onConfirm={() => memberships.leave(room.id)}
          onClose={() => setAsking(false)}
        />
      )}
    </footer>
  )
}
