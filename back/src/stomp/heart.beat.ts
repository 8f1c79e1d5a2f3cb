import { FrameError } from './frame.js'

/** How often, in milliseconds, the server says something and expects to hear something; 0 is never. */
export type Beats = { outMs: number; inMs: number }

/** What the server offers and wants: more often is never agreed on. */
export const BEAT_MS = 10_000
/** Beats may be late by as much as the interval itself, and a tick. */
export const PATIENCE = 2

/** What follows from a client's `heart-beat` header, which is `0,0` if it is missing. @throws FrameError */
export function agree(header = '0,0'): Beats {
  const [, sends, wants] = /^(\d{1,9}),(\d{1,9})$/.exec(header) ?? []
  if (sends === undefined || wants === undefined) throw new FrameError('heart-beat is not two numbers')
  return { outMs: slower(Number(wants)), inMs: slower(Number(sends)) }
}

const slower = (clientMs: number) => (clientMs === 0 ? 0 : Math.max(BEAT_MS, clientMs))
