import { Check, Pencil, Reply, SendHorizontal, X } from 'lucide-react'
import type { JoinedRoom } from '@papo/contract'
import { LIMITS } from '@papo/contract/limits'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { personName, roomName } from '../chat/names'
import { lastOwnMessage } from '../chat/span'
import { useChat, useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'
import type { Aim } from './room.view'
import { useDraft, useGrowing } from './use-draft'

/** From here on it is said how much room is left. */
const COUNT_FROM = LIMITS.bodyMax - 200
/** Phones have no Shift: there Enter makes a new line, and the button sends. */
const enterSends = () => !matchMedia('(pointer: coarse)').matches

type Props = { room: JoinedRoom; aim: Aim; onAim: (aim: Aim) => void; onDone: () => void }

export function Composer({ room, aim, onAim, onDone }: Props) {
  const t = useText()
  const chat = useChat()
  const field = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useDraft(room.id, aim)
  const length = [...text.trim()].length
  const tooLong = length > LIMITS.bodyMax
  const ready = length > 0 && !tooLong
  useGrowing(field, text)
  useEffect(() => {
    if (aim || enterSends()) field.current?.focus()
  }, [aim])

  const change = (value: string) => {
    setText(value)
    if (aim?.kind !== 'edit') chat.messages.setTyping(room.id, value.trim() !== '')
  }
  const submit = () => {
    if (!ready) return
    if (aim?.kind === 'edit') {
      if (text.trim() !== aim.message.body) void chat.messages.edit(room.id, aim.message.seq, text)
      return onDone()
    }
    chat.messages.send(room.id, text, aim?.message.seq)
    setText('')
    onDone()
    field.current?.focus()
  }
  const editLast = () => {
    const { rooms, self } = chat.store.getState()
    const last = lastOwnMessage(rooms[room.id]?.timeline.span, self.id)
    if (last) onAim({ kind: 'edit', message: last })
    return last !== undefined
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // 229: some browsers say so, and not isComposing, for the Enter that ends a composition.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'Enter' && !event.shiftKey && enterSends()) submit()
    else if (event.key === 'Escape' && aim) onDone()
    else if (event.key !== 'ArrowUp' || text !== '' || !editLast()) return
    event.preventDefault()
  }

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {aim && <AimLine aim={aim} onStop={onDone} />}
      <div className="composer-box">
        <textarea
          ref={field}
          value={text}
          rows={1}
          dir="auto"
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={() => chat.messages.setTyping(room.id, false)}
          placeholder={t('composer.label', { room: roomName(room) })}
          aria-label={t('composer.label', { room: roomName(room) })}
          title={t('composer.hint')}
          enterKeyHint={enterSends() ? 'send' : 'enter'}
        />
        <button
          type="submit"
          className="send"
          disabled={!ready}
          aria-label={t(aim?.kind === 'edit' ? 'composer.save' : 'composer.send')}
          onPointerDown={(event) => event.preventDefault()}
        >
          <Icon of={aim?.kind === 'edit' ? Check : SendHorizontal} />
        </button>
      </div>
      {length > COUNT_FROM && <LengthLine length={length} />}
    </form>
  )
}

function AimLine({ aim, onStop }: { aim: NonNullable<Aim>; onStop: () => void }) {
  const t = useText()
  const name = useChatState((s) => personName(s.people, aim.message.senderId))
  return (
    <div className="aim">
      <Icon of={aim.kind === 'edit' ? Pencil : Reply} small />
      <span>{aim.kind === 'edit' ? t('composer.editing') : t('composer.replying', { name })}</span>
      <q className="clip" dir="auto">
        {aim.kind === 'reply' && aim.message.body}
      </q>
      <button type="button" className="icon-button" onClick={onStop} aria-label={t('composer.stop')}>
        <Icon of={X} small />
      </button>
    </div>
  )
}

function LengthLine({ length }: { length: number }) {
  const t = useText()
  const left = LIMITS.bodyMax - length
  return (
    <p className="length" role="status" data-over={left < 0}>
      {left < 0 ? t('composer.tooLong', { count: -left }) : t('composer.left', { count: left })}
    </p>
  )
}
