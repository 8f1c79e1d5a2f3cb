import type { Message } from '@papo/contract'
import { type RefObject, useLayoutEffect, useState } from 'react'
import { useChat } from '../chat/use-chat'
import type { Aim } from './room.view'

/** The draft of the room, kept on the device; while editing, the text of that message instead. */
export function useDraft(roomId: string, aim: Aim): [string, (text: string) => void] {
  const { drafts } = useChat()
  const [draft, setDraft] = useState(() => drafts.read(roomId))
  const [edited, setEdited] = useState('')
  const editing = aim?.kind === 'edit' ? aim.message : null
  const [editedOf, setEditedOf] = useState<Message | null>(null)
  if (editing !== editedOf) {
    setEditedOf(editing)
    setEdited(editing?.body ?? '')
  }
  const change = (text: string) => {
    if (editing) return setEdited(text)
    drafts.write(roomId, text)
    setDraft(text)
  }
  return [editing ? edited : draft, change]
}

/** As high as its text, up to what the stylesheet allows. */
export function useGrowing(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const element = field.current
    if (!element) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [field, text])
}
