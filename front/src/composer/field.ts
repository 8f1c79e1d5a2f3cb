import type { Edit, Selected } from './edits'

export function selectedIn(field: HTMLTextAreaElement): Selected {
  return { text: field.value, start: field.selectionStart, end: field.selectionEnd }
}

/** Through the browser's own editing where it can, so that undoing takes it back. */
export function applyEdit(field: HTMLTextAreaElement, { start, end, insert, select }: Edit): void {
  field.focus()
  field.setSelectionRange(start, end)
  const done =
    insert === '' ? document.execCommand('delete') : document.execCommand('insertText', false, insert)
  if (!done) {
    field.setRangeText(insert, start, end, 'end')
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  field.setSelectionRange(...select)
}
