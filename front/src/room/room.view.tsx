import './room.css'
import type { Message } from '@papo/contract'
import { useCallback, useEffect, useState } from 'react'
import type { RoomState } from '../chat/chat.store'
import { useChat, useChatState, useRoom } from '../chat/use-chat'
import { Composer } from './composer'
import { MembersDrawer } from './members.drawer'
import { MessageList } from './message.list'
import { RoomGate } from './room.gate'
import { RoomHeader } from './room.header'
import { TimelineBones } from './timeline.bones'
import { TypingLine } from './typing.line'

/** What the composer is for, besides a new message. */
export type Aim = { kind: 'reply' | 'edit'; message: Message } | null

export function RoomView({ roomId }: { roomId: string }) {
  const state = useRoom(roomId)
  const listed = useChatState((s) => s.roomsLoad !== 'loading')
  const { conversation } = useChat()
  const known = state !== undefined
  const idle = state?.load === 'idle'
  useEffect(() => {
    if (known) conversation.open(roomId)
  }, [conversation, roomId, known])
  useEffect(() => {
    // What was held had to be let go while it was on the screen.
    if (idle) conversation.open(roomId)
  }, [conversation, roomId, idle])
  useEffect(() => () => conversation.close(), [conversation])
  if (state) return <OpenRoom state={state} />
  return listed ? <RoomGate roomId={roomId} /> : <TimelineBones />
}

function OpenRoom({ state }: { state: RoomState }) {
  const { room } = state
  const [aim, setAim] = useState<Aim>(null)
  const [membersOpen, setMembersOpen] = useState(false)
  const reply = useCallback((message: Message) => setAim({ kind: 'reply', message }), [])
  const edit = useCallback((message: Message) => setAim({ kind: 'edit', message }), [])
  const closeMembers = useCallback(() => setMembersOpen(false), [])
  const stop = useCallback(() => setAim(null), [])
  return (
    <div className="room" data-members={membersOpen}>
      <section className="room-main">
        <RoomHeader room={room} membersOpen={membersOpen} onMembers={() => setMembersOpen(!membersOpen)} />
        <MessageList state={state} onReply={reply} onEdit={edit} />
        <TypingLine roomId={room.id} />
        <Composer room={room} aim={aim} onAim={setAim} onDone={stop} />
      </section>
      {membersOpen && <MembersDrawer room={room} onClose={closeMembers} />}
    </div>
  )
}
