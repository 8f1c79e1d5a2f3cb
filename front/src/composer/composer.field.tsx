import type { ClipboardEvent, KeyboardEvent, RefObject } from 'react'
import { useText } from '../preferences'
import { linkOver } from './edits'
import { isInFence } from './fence'
import { applyEdit, selectedIn } from './field'
import { asksForPreview, formatOf, isComposing } from './keys'
import type { Completion } from './use-completion'
import { useGrowing } from './use-draft'
import type { useSending } from './use-sending'

/** Phones have no Shift: there Enter makes a new line, and the button sends. */
export const enterSends = () => !matchMedia('(pointer: coarse)').matches

type Props = {
  ref: RefObject<HTMLTextAreaElement | null>
  label: string
  listId: string
  sending: ReturnType<typeof useSending>
  completion: Completion
  onSubmit: () => void
  /** True if there were files in what was pasted. */
  onPasteFiles: (data: DataTransfer) => boolean
  onPreview: () => void
  /** Leaves the message that is answered or changed, if there is one. */
  onStop: (() => void) | null
}

export function ComposerField({ ref, label, listId, sending, completion, ...props }: Props) {
  const t = useText()
  const { text } = sending
  useGrowing(ref, text)

  const isTaken = (event: KeyboardEvent<HTMLTextAreaElement>): boolean => {
    const { key, shiftKey, currentTarget } = event
    if (!shiftKey && completion.onKey(key)) return true
    const format = formatOf(event)
    if (format) applyEdit(currentTarget, format(selectedIn(currentTarget)))
    else if (asksForPreview(event)) props.onPreview()
    else if (key === 'Enter' && !shiftKey && enterSends() && !isInFence(text, currentTarget.selectionStart))
      props.onSubmit()
    else if (key === 'Escape' && props.onStop) props.onStop()
    else return key === 'ArrowUp' && text === '' && sending.editLast()
    return true
  }
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    if (props.onPasteFiles(event.clipboardData)) return event.preventDefault()
    const edit = linkOver(selectedIn(event.currentTarget), event.clipboardData.getData('text/plain'))
    if (!edit) return
    event.preventDefault()
    applyEdit(event.currentTarget, edit)
  }
  return (
    <textarea
      ref={ref}
      value={text}
      rows={1}
      dir="auto"
      onChange={(event) => {
        sending.change(event.target.value)
        completion.look()
      }}
      onKeyDown={(event) => !isComposing(event) && isTaken(event) && event.preventDefault()}
      onPaste={onPaste}
      onSelect={completion.look}
      onCompositionStart={() => completion.setComposing(true)}
      onCompositionEnd={() => completion.setComposing(false)}
      onBlur={() => {
        sending.stopTyping()
        completion.hide()
      }}
      placeholder={label}
      aria-label={label}
      aria-autocomplete="list"
      aria-controls={completion.trigger ? listId : undefined}
      aria-activedescendant={completion.activeId ?? undefined}
      title={t('composer.hint')}
      enterKeyHint={enterSends() ? 'send' : 'enter'}
    />
  )
}
