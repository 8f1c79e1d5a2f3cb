import type { JoinedRoom, Message } from '@papo/contract'
import { LIMITS } from '@papo/contract/limits'
import { lastOwnMessage } from '../chat/span'
import { type ChatState, notify } from '../chat/chat.store'
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
  /** What ↑ in an empty field edits; by default one's last message in what is held of the room. */
  lastOwn?: () => Message | undefined
}

/** The text in the making and what becomes of it. */
export function useSending({ room, threadOf, aim, onAim, lastOwn }: ComposerProps) {
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
    const last = lastOwn ? lastOwn() : lastOwnIn(chat.store.getState(), room.id)
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

/** Replies in threads are changed where they are drawn whole. */
function lastOwnIn({ rooms, self }: ChatState, roomId: string): Message | undefined {
  const span = rooms[roomId]?.timeline.span
  if (!span) return undefined
  const entries = span.entries.filter(({ message }) => message.threadOf === undefined)
  return lastOwnMessage({ ...span, entries }, self.id)
}
