import type { JoinedRoom, Message } from '@papo/contract'
import { PinOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { personName, roomName } from '../chat/names'
import { pinnedMessages } from '../chat/pins'
import { useChat, useChatState, useRoom } from '../chat/use-chat'
import { useLanguage, useText } from '../preferences'
import { formatWhen } from '../ui/time'
import { MessageBody } from '../message/message.body'
import { goTo } from '../route'
import { Avatar } from '../ui/avatar'
import { Blank, ListBones } from '../ui/blank'
import { Icon } from '../ui/icon'
import { isPhone } from '../ui/shell'
import { SidePanel } from './side.panel'

type Props = { room: JoinedRoom; onClose: () => void }

export function PinsPanel({ room, onClose }: Props) {
  const t = useText()
  return (
    <SidePanel title={t('pins.title')} hint={roomName(room)} wide onClose={onClose}>
      <div className="panel-box">
        <PinList roomId={room.id} />
      </div>
    </SidePanel>
  )
}

function PinList({ roomId }: { roomId: string }) {
  const t = useText()
  const pins = useRoom(roomId)?.pins ?? null
  const messages = pins ? pinnedMessages(pins) : []
  const whole = pins !== null && messages.length === pins.order.length
  const { failed, load } = useMissing(roomId, whole)
  if (failed)
    return (
      <Blank text={t('pins.failed')} role="alert">
        <button type="button" className="button" data-kind="quiet" onClick={load}>
          {t('app.retry')}
        </button>
      </Blank>
    )
  if (!pins) return <ListBones count={5} />
  if (pins.order.length === 0) return <Blank title={t('pins.none.title')} text={t('pins.none.text')} />
  return (
    <div className="panel-scroll">
      <ul className="pins">
        {messages.map((message) => (
          <PinItem key={message.seq} message={message} />
        ))}
      </ul>
      {!whole && <ListBones count={2} />}
      {pins.more && <p className="pins-more">{t('pins.more')}</p>}
    </div>
  )
}

/** Asks for what others pinned that is not held here. */
function useMissing(roomId: string, whole: boolean) {
  const { beside } = useChat()
  const [failed, setFailed] = useState(false)
  const [tries, setTries] = useState(0)
  useEffect(() => {
    let wanted = true
    if (!whole) void beside.loadPins(roomId).then((found) => wanted && setFailed(!found))
    else setFailed(false)
    return () => void (wanted = false)
  }, [beside, roomId, whole, tries])
  return { failed: failed && !whole, load: () => setTries(tries + 1) }
}

function PinItem({ message }: { message: Message }) {
  const t = useText()
  const language = useLanguage()
  const { messages } = useChat()
  const { roomId, seq, senderId } = message
  const author = useChatState((s) => s.people[senderId])
  const name = useChatState((s) => personName(s.people, senderId))
  const jump = () =>
    goTo(isPhone() ? { name: 'room', roomId, seq } : { name: 'room', roomId, seq, panel: 'pins' })
  return (
    <li className="pin">
      <Avatar user={author} />
      <div className="pin-main">
        <button type="button" className="pin-open" onClick={jump} title={t('pins.jump')}>
          <strong dir="auto">{name}</strong>
          <time dateTime={message.at}>{formatWhen(message.at, language, t)}</time>
        </button>
        <div className="pin-text">
          <MessageBody message={message}>{null}</MessageBody>
        </div>
      </div>
      <button
        type="button"
        className="icon-button"
        onClick={() => void messages.pin(roomId, seq, false)}
        aria-label={t('pins.unpin', { name })}
        title={t('message.unpin')}
      >
        <Icon of={PinOff} small />
      </button>
    </li>
  )
}
