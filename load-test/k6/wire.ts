// As much of the server's answers as a conversation needs: the schemas need zod, which k6 cannot load.
import type { Event } from './count.ts'

export interface Head {
  roomId: string
  epoch: number
  head: number
}
export type Reply<T> =
  { ok: true; data: T } | { ok: false; error: { code: string; retryable: boolean; retryAfterMs?: number } }
export type Synced = { events: Event[]; head: number } | { reset: true }
export interface Page {
  messages: { seq: number; clientId: string; body: string }[]
  head: number
  hasAfter: boolean
}
