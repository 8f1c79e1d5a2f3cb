import type { Room } from '@papo/contract'
import { useEffect, useState } from 'react'
import { api } from '../api'
import { asChatError } from '../chat-error'
import { notify } from '../chat/chat.store'
import { useChat } from '../chat/use-chat'
import { useText } from '../preferences'
import { Blank } from '../ui/blank'
import { BareHeader } from './room.header'
import { TimelineBones } from '../timeline/timeline.bones'

/** A link to a room that one is not in: a public one can be joined, any other is not there. */
export function RoomGate({ roomId }: { roomId: string }) {
  const t = useText()
  const { memberships, store } = useChat()
  const [room, setRoom] = useState<Room | 'missing' | null>(null)
  useEffect(() => {
    let current = true
    api.room(roomId).then(
      (found) => current && setRoom(found.room),
      () => current && setRoom('missing'),
    )
    return () => void (current = false)
  }, [roomId])
  const join = () =>
    memberships.join(roomId).catch((error: unknown) => notify(store, `error.${asChatError(error).code}`))
  if (room === null) return <TimelineBones />
  const missing = room === 'missing'
  return (
    <section className="room-main">
      <BareHeader title={missing ? '' : room.name} />
      <Blank
        title={missing ? t('room.missing.title') : room.name}
        text={missing ? t('room.missing.text') : room.topic || t('room.members', { count: room.memberCount })}
      >
        {!missing && (
          <button type="button" className="button" data-kind="primary" onClick={() => void join()}>
            {t('browse.join')}
          </button>
        )}
      </Blank>
    </section>
  )
}
