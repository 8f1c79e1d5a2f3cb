import type { Drafts } from '../chat/drafts'

/** Puts someone's name behind what is written to the room, and the caret behind that. */
export function mention(drafts: Drafts, roomId: string, username: string): void {
  const before = drafts.read(roomId)
  const space = before === '' || /\s$/.test(before) ? '' : ' '
  drafts.write({ roomId }, `${before}${space}@${username} `)
  // Once the text is there, and whoever closed has given the focus back.
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLTextAreaElement>('.room-main .composer textarea')
    field?.focus()
    field?.setSelectionRange(field.value.length, field.value.length)
  })
}
