import { isInFence } from './fence'

/** What stands before the caret and asks for a completion: `@ann` or `:smi`, which reaches from `start` to `end`. */
export type Trigger = {
  readonly kind: '@' | ':'
  readonly query: string
  readonly start: number
  readonly end: number
}

const LOOK_BACK = 48
const TRIGGER = /(?:^|[\s([{"'*_~>])(?:(@)([\p{L}\p{N}_.-]{0,32})|(:)([\p{L}\p{N}_+-]{2,32}))$/u

export function triggerAt(text: string, caret: number): Trigger | null {
  const match = TRIGGER.exec(text.slice(Math.max(0, caret - LOOK_BACK), caret))
  if (!match || isInCode(text, caret)) return null
  const [, at, name, , code] = match
  const query = (at ? name : code) ?? ''
  return { kind: at ? '@' : ':', query, start: caret - query.length - 1, end: caret }
}

function isInCode(text: string, caret: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', caret - 1) + 1, caret)
  return line.split('`').length % 2 === 0 || isInFence(text, caret)
}
