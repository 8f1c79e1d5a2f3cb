import type { Message } from '@papo/contract'
import { type RefObject, useEffect, useLayoutEffect, useState } from 'react'
import { draftKey, type Place } from '../chat/drafts'
import { useChat, useChatState } from '../chat/use-chat'
import type { Aim } from './aim'

/** The draft of the room or thread, kept on the device; while editing, the text of that message instead. */
export function useDraft(place: Place, aim: Aim): [string, (text: string) => void] {
  const { drafts } = useChat()
  const draft = useChatState((s) => s.drafts[draftKey(place)] ?? '')
  const [edited, setEdited] = useState('')
  const editing = aim?.kind === 'edit' ? aim.message : null
  const [editedOf, setEditedOf] = useState<Message | null>(null)
  if (editing !== editedOf) {
    setEditedOf(editing)
    setEdited(editing?.body ?? '')
  }
  const change = (text: string) => (editing ? setEdited(text) : drafts.write(place, text))
  return [editing ? edited : draft, change]
}

/** As high as its text, up to what the stylesheet allows; measured again when it becomes wider or narrower. */
export function useGrowing(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    if (field.current) grow(field.current)
  }, [field, text])
  useEffect(() => {
    const element = field.current
    if (!element) return
    let width = element.clientWidth
    const observer = new ResizeObserver(() => {
      if (element.clientWidth === width) return
      width = element.clientWidth
      grow(element)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [field])
}

function grow(element: HTMLTextAreaElement): void {
  element.style.height = 'auto'
  element.style.height = `${element.scrollHeight}px`
}
