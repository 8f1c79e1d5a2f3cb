import type { JoinedRoom } from '@papo/contract'
import { LIMITS } from '@papo/contract/limits'
import { notify } from '../chat/chat.store'
import { lastOwn } from '../chat/last-own'
import type { Span } from '../chat/span'
import { useChat } from '../chat/use-chat'
import { useTray } from '../upload/use-uploads'
import type { Aim } from './aim'
import { useShortcodes } from './use-shortcodes'
import { useDraft } from './use-draft'

export type ComposerProps = {
  room: JoinedRoom
  /** The root of the thread that this composer writes to; without it, it writes to the room. */
  threadOf?: number
  aim: Aim
  onAim: (aim: Aim) => void
  /** Where ↑ in an empty field looks for one's last message; by default in what is held of the room. */
  held?: () => Span | undefined
}

/** The text in the making and what becomes of it. */
export function useSending({ room, threadOf, aim, onAim, held }: ComposerProps) {
  const chat = useChat()
  const [text, setText] = useDraft({ roomId: room.id, threadOf }, aim)
  const convert = useShortcodes(text)
  const length = [...text.trim()].length
  const editing = aim?.kind === 'edit' ? aim.message : null
  const files = useTray({ roomId: room.id, threadOf })
  const ready = (length > 0 || (!editing && files.length > 0)) && length <= LIMITS.bodyMax

  const change = (value: string) => {
    setText(value)
    if (!editing) chat.messages.setTyping(room.id, value.trim() !== '')
  }
  const submit = (): boolean => {
    if (!ready) return false
    const body = convert(text)
    if (editing) {
      if (body.trim() !== editing.body) void chat.messages.edit(room.id, editing.seq, body)
    } else if (files.some(({ state }) => state === 'failed')) {
      notify(chat.store, 'composer.filesFailed')
      return false
    } else {
      const replyTo = aim?.message.seq
      chat.messages.send(room.id, body, {
        ...(replyTo !== undefined && { replyTo }),
        ...(threadOf !== undefined && { threadOf }),
      })
      setText('')
    }
    onAim(null)
    return true
  }
  const editLast = (): boolean => {
    const state = chat.store.getState()
    const span = held ? held() : state.rooms[room.id]?.timeline.span
    const last = lastOwn(state, { roomId: room.id, threadOf }, span)
    if (last) onAim({ kind: 'edit', message: last })
    return last !== undefined
  }
  return {
    text,
    length,
    ready,
    change,
    submit,
    editLast,
    stopTyping: () => chat.messages.setTyping(room.id, false),
  }
}
