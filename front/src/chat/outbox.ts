import type { Accepted, Attachment, ErrorReply, RoomHead } from '@papo/contract'

/**
 * Own messages on their way. Pure: every function returns a new value; storage and sending are elsewhere.
 *
 * pending → (in flight) → sent → gone. `sent` means acknowledged: it stays until PostgreSQL has it, because
 * an acknowledged tail that Redis lost is healed by offering the same clientId again.
 */
export type OutboxItem = {
  readonly clientId: string
  readonly roomId: string
  readonly body: string
  readonly replyTo?: number
  readonly threadOf?: number
  /** Files that go with it, which `upload/` sends beforehand: the message, and all that follow it, wait for them. */
  readonly uploads?: readonly OutgoingFile[]
  /** What they have become; without it they are on their way. */
  readonly attachments?: readonly Attachment[]
  /** When its author wished to try it again: what was found out about its files before does not count. */
  readonly retriedAt?: number
  /** Milliseconds since 1970; items of a room go out in this order. */
  readonly queuedAt: number
  readonly state: 'pending' | 'sent' | 'failed'
  readonly attempts: number
  /** Not to be tried before this moment (milliseconds since 1970). */
  readonly notBefore: number
  readonly epoch?: number
  readonly seq?: number
  readonly error?: ErrorReply
}
export type Outbox = readonly OutboxItem[]
/** A file on this device, as it will be an attachment. */
export type OutgoingFile = Omit<Attachment, 'fileId' | 'blur'> & { readonly localId: string }
export type NewItem = Pick<OutboxItem, 'clientId' | 'roomId' | 'body' | 'queuedAt'> & Aimed
/** What a message is said to (another message, a thread), and with which files. */
export type Aimed = Pick<OutboxItem, 'replyTo' | 'threadOf' | 'uploads'>
/** With the current moment in milliseconds and a number in [0, 1), so that waiting can be tested. */
export type Refusal = { readonly error: ErrorReply; readonly now: number; readonly random: number }

const BACKOFF_FIRST_MS = 500
const BACKOFF_MAX_MS = 30_000

export function enqueue(outbox: Outbox, item: NewItem): Outbox {
  return put(outbox, { ...item, state: 'pending', attempts: 0, notBefore: 0 })
}

/** Adds or replaces, keeping the order in which items were queued. */
export function put(outbox: Outbox, item: OutboxItem): Outbox {
  const others = outbox.filter((i) => i.clientId !== item.clientId)
  return [...others, item].sort(byTurn)
}

export function drop(outbox: Outbox, clientId: string): Outbox {
  return outbox.some((i) => i.clientId === clientId) ? outbox.filter((i) => i.clientId !== clientId) : outbox
}

export const awaitsFiles = ({ uploads, attachments }: OutboxItem): boolean =>
  !!uploads?.length && !attachments

/** All files of a message have arrived: it may go. */
export function supply(outbox: Outbox, clientId: string, attachments: readonly Attachment[]): Outbox {
  return change(outbox, clientId, (item) => (awaitsFiles(item) ? { ...item, attachments } : item))
}

/** A file of it did not arrive: it lets the next ones pass until its author decides. */
export function failFiles(outbox: Outbox, clientId: string): Outbox {
  return change(outbox, clientId, (item) => (awaitsFiles(item) ? { ...item, state: 'failed' } : item))
}

/** The one message of a room that may go out now, or how long to wait for it, or nothing to do. */
export function nextOf(
  outbox: Outbox,
  roomId: string,
  now: number,
): { item: OutboxItem } | { waitMs: number } | null {
  const item = outbox.find((i) => i.roomId === roomId && i.state === 'pending')
  if (!item || awaitsFiles(item)) return null
  return item.notBefore > now ? { waitMs: item.notBefore - now } : { item }
}

/** An ack came, or one's own event was seen, which says the same. */
export function accept(outbox: Outbox, clientId: string, place: Omit<Accepted, 'at'>): Outbox {
  if (place.persisted >= place.seq) return drop(outbox, clientId)
  return change(outbox, clientId, ({ error: _, ...item }) => ({
    ...item,
    state: 'sent',
    epoch: place.epoch,
    seq: place.seq,
  }))
}

/** A refusal: tried again later if that may help, else failed until its author decides. */
export function refuse(outbox: Outbox, clientId: string, refusal: Refusal): Outbox {
  const { error, now, random } = refusal
  return change(outbox, clientId, (item) => {
    if (item.state !== 'pending') return item
    const attempts = item.attempts + 1
    if (!error.retryable) return { ...item, attempts, state: 'failed', error }
    return { ...item, attempts, error, notBefore: now + waitAfter(attempts, error, random) }
  })
}

/** Everything of this epoch up to `persisted` is safe and leaves. */
export function settlePersisted(outbox: Outbox, roomId: string, head: RoomHead): Outbox {
  const safe = (i: OutboxItem) =>
    i.roomId === roomId &&
    i.state === 'sent' &&
    i.epoch === head.epoch &&
    i.seq !== undefined &&
    i.seq <= head.persisted
  return outbox.some(safe) ? outbox.filter((i) => !safe(i)) : outbox
}

/**
 * In another epoch an ack proves nothing, nor where the log ends before it: what is not persisted is offered again.
 * An epoch that is lost as a whole is followed by an earlier one, until somebody writes.
 */
export function reoffer(
  outbox: Outbox,
  roomId: string,
  { epoch, head }: Omit<RoomHead, 'persisted'>,
): Outbox {
  const doubtful = (i: OutboxItem) =>
    i.roomId === roomId && i.state === 'sent' && (i.epoch !== epoch || (i.seq ?? 0) > head)
  if (!outbox.some(doubtful)) return outbox
  return outbox.map((i) => (doubtful(i) ? asPending(i) : i))
}

/**
 * The author's wish to try a failed message once more. The same text keeps its clientId, so that it cannot
 * appear twice; after `conflict` that id stands for another text, and a new one is taken.
 */
export function retry(outbox: Outbox, clientId: string, fresh: { clientId: string; now: number }): Outbox {
  const failed = outbox.find((i) => i.clientId === clientId && i.state === 'failed')
  if (!failed) return outbox
  const again = { ...lookAgain(asPending(failed), fresh.now), attempts: 0, queuedAt: fresh.now }
  if (failed.error?.code !== 'conflict') return put(outbox, again)
  return put(drop(outbox, clientId), { ...again, clientId: fresh.clientId })
}

/** Lets waiting messages go at once: a connection that has just come back is worth a try. */
export function wake(outbox: Outbox): Outbox {
  const asleep = (i: OutboxItem) =>
    i.state === 'pending' && i.notBefore > 0 && i.error?.retryAfterMs === undefined
  return outbox.some(asleep) ? outbox.map((i) => (asleep(i) ? { ...i, notBefore: 0 } : i)) : outbox
}

export function roomsWithPending(outbox: Outbox): string[] {
  return [...new Set(outbox.filter((i) => i.state === 'pending').map((i) => i.roomId))]
}

/** Messages that no server has acknowledged: leaving them behind would lose text. */
export function unsentOf(outbox: Outbox): Outbox {
  return outbox.filter((i) => i.state !== 'sent')
}

function asPending(item: OutboxItem): OutboxItem {
  const { epoch: _e, seq: _s, error: _r, ...rest } = item
  return { ...rest, state: 'pending', notBefore: 0 }
}

/** Its files may have gone since they arrived. */
function lookAgain({ attachments: _, ...item }: OutboxItem, now: number): OutboxItem {
  return item.uploads ? { ...item, retriedAt: now } : item
}

function change(outbox: Outbox, clientId: string, how: (item: OutboxItem) => OutboxItem): Outbox {
  return outbox.some((i) => i.clientId === clientId)
    ? outbox.map((i) => (i.clientId === clientId ? how(i) : i))
    : outbox
}

/** Full jitter between half and all of a doubling wait, and never less than the server asked for. */
function waitAfter(attempts: number, error: ErrorReply, random: number): number {
  const backoffMs = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** Math.min(attempts - 1, 10))
  return (error.retryAfterMs ?? 0) + backoffMs * (0.5 + random / 2)
}

function byTurn(a: OutboxItem, b: OutboxItem): number {
  return a.queuedAt - b.queuedAt || (a.clientId < b.clientId ? -1 : a.clientId > b.clientId ? 1 : 0)
}
