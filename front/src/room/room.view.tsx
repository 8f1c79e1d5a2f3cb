import './room.css'
import '../timeline/timeline.css'
import '../message/message.css'
import type { Message } from '@papo/contract'
import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { RoomState } from '../chat/chat.store'
import { useChat, useChatState, useRoom } from '../chat/use-chat'
import type { Aim } from '../composer/aim'
import { Composer } from '../composer/composer'
import { ViewerHost } from '../files/viewer.host'
import { PanelHost, usePanels } from '../panel/panel.host'
import { MessageList } from '../timeline/message.list'
import { RoomGate } from './room.gate'
import { RoomHeader } from './room.header'
import { TimelineBones } from '../timeline/timeline.bones'
import { TypingLine } from './typing.line'
import { useSteadyRoom } from './use-steady-room'
import { useNamedSeq } from '../timeline/use-jump'
import { CoveredContext } from '../timeline/use-looking'

export function RoomView({ roomId }: { roomId: string }) {
  const state = useRoom(roomId)
  const listed = useChatState((s) => s.roomsLoad !== 'loading')
  const { conversation } = useChat()
  const opened = useChatState((s) => s.openRoomId === roomId)
  const known = state !== undefined
  const idle = state?.load === 'idle'
  const named = useNamedSeq(roomId)
  const seq = useRef(named)
  useLayoutEffect(() => void (seq.current = named))
  // Before the messages are drawn: it decides where the unread line stands. Again when what was held had to go.
  useLayoutEffect(() => {
    if (known) conversation.open(roomId, seq.current ?? undefined)
  }, [conversation, roomId, known, idle])
  useLayoutEffect(() => () => conversation.close(), [conversation])
  if (state) return opened ? <OpenRoom state={state} /> : null
  return listed ? <RoomGate roomId={roomId} /> : <TimelineBones />
}

function OpenRoom({ state }: { state: RoomState }) {
  const room = useSteadyRoom(state.room)
  const [aim, setAim] = useState<Aim>(null)
  const panels = usePanels(room.id)
  const reply = useCallback((message: Message) => setAim({ kind: 'reply', message }), [])
  const edit = useCallback((message: Message) => setAim({ kind: 'edit', message }), [])
  return (
    <div className="room">
      <section className="room-main" inert={panels.covers}>
        <RoomHeader room={room} panels={panels} />
        <CoveredContext value={panels.covers}>
          <MessageList state={state} onReply={reply} onEdit={edit} />
        </CoveredContext>
        <TypingLine roomId={room.id} />
        <Composer room={room} aim={aim} onAim={setAim} />
      </section>
      <PanelHost room={room} panels={panels} />
      <ViewerHost roomId={room.id} />
    </div>
  )
}
