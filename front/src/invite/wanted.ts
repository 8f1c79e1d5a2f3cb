let wanted: string | null = null

/** Whoever logs in or registers on an invitation has said yes to it: what is shown next need not ask again. */
export function wantInvite(code: string | null): void {
  wanted = code
}

/** Whether this invitation was said yes to; said once. */
export function takeWanted(code: string): boolean {
  const yes = wanted === code
  wanted = null
  return yes
}
