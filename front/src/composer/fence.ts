/** Whether the caret stands within a block of code, which three backticks on a line of their own begin and end. */
export function isInFence(text: string, caret: number): boolean {
  let fence: string | null = null
  for (const line of text.slice(0, caret).split('\n')) {
    const mark: string | undefined = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (!mark) continue
    if (fence === null) fence = mark
    else if (mark.startsWith(fence) && line.trim() === mark) fence = null
  }
  return fence !== null
}
