import type { Attachment, JoinedRoom } from '@papo/contract'
import type { UPLOAD_REFUSALS } from '@papo/contract/names'
import type { Outbox, OutboxItem, OutgoingFile } from '../chat/outbox'

/**
 * Files of one's own on their way. Pure: every function returns a new value; keeping and sending are elsewhere.
 *
 * waiting → sending → checking → clean, or failed, from where its owner may send it back to waiting.
 */
export type Upload = {
  readonly localId: string
  readonly roomId: string
  readonly threadOf: number | null
  readonly name: string
  readonly type: string
  readonly size: number
  /** Of a picture that this browser can show (pixels). */
  readonly width: number | null
  readonly height: number | null
  /** Milliseconds since 1970; they are sent and shown in this order. */
  readonly addedAt: number
  readonly state: 'waiting' | 'sending' | 'checking' | 'clean' | 'failed'
  /** The server's, once it has heard of it. */
  readonly uploadId: string | null
  readonly attachment: Attachment | null
  readonly trouble: Trouble | null
  /** When it became clean or failed (milliseconds since 1970). */
  readonly settledAt: number
  /** The message that it goes with: before that it stands above the composer. */
  readonly bound: { readonly clientId: string; readonly at: number } | null
}
export type Uploads = readonly Upload[]
export type Patch = Partial<Omit<Upload, 'localId'>>
/** Why a file does not get through: what the server found, or what is in the way here. */
export type Trouble =
  | (typeof UPLOAD_REFUSALS)[number]
  | 'tooLarge'
  | 'quota'
  | 'tooMany'
  | 'empty'
  | 'folder'
  | 'forbidden'
  | 'gone'
  | 'slow'
  | 'network'
/** A room, or a thread within it. */
export type Place = { readonly roomId: JoinedRoom['id']; readonly threadOf?: number | undefined }

/** Sending the same bytes again would end the same way. */
const FINAL: readonly Trouble[] = ['type', 'unreadable', 'pixels', 'tooLarge', 'empty', 'folder', 'gone']
export const isFinal = (trouble: Trouble): boolean => FINAL.includes(trouble)
export const isSettled = ({ state }: Upload): boolean => state === 'clean' || state === 'failed'

export function put(uploads: Uploads, upload: Upload): Uploads {
  return [...uploads.filter((u) => u.localId !== upload.localId), upload].sort(byTurn)
}

export function patch(uploads: Uploads, localId: string, changes: Patch): Uploads {
  return uploads.some((u) => u.localId === localId)
    ? uploads.map((u) => (u.localId === localId ? { ...u, ...changes } : u))
    : uploads
}

export function drop(uploads: Uploads, localId: string): Uploads {
  return uploads.some((u) => u.localId === localId) ? uploads.filter((u) => u.localId !== localId) : uploads
}

/** Those that stand above the composer of a place. */
export function trayOf(uploads: Uploads, { roomId, threadOf = undefined }: Place): Uploads {
  return uploads.filter((u) => !u.bound && u.roomId === roomId && u.threadOf === (threadOf ?? null))
}

export function outgoing({ localId, name, type, size, width, height }: Upload): OutgoingFile {
  return { localId, name, type, size, ...(width !== null && height !== null && { width, height }) }
}

/** Back to where it began. What the server refused or forgot needs an upload of its own. */
export function again(upload: Upload): Patch {
  const fresh = upload.trouble !== null && upload.trouble !== 'network' && upload.trouble !== 'slow'
  return { state: 'waiting', trouble: null, attachment: null, ...(fresh && { uploadId: null }) }
}

/** What has become of the files of a message that waits for them; `stale` ones are to be looked at again. */
export type Verdict =
  | { readonly kind: 'wait'; readonly stale: Uploads }
  | { readonly kind: 'supply'; readonly attachments: readonly Attachment[] }
  | { readonly kind: 'fail' }

export function verdictOn(item: OutboxItem, uploads: Uploads): Verdict {
  const byId = new Map(uploads.map((u) => [u.localId, u]))
  const own = (item.uploads ?? []).map(({ localId }) => byId.get(localId))
  const stale = own.filter((u) => u !== undefined && isSettled(u) && u.settledAt <= (item.retriedAt ?? -1))
  if (stale.length > 0) return { kind: 'wait', stale: stale as Uploads }
  if (own.some((u) => u === undefined || u.state === 'failed')) return { kind: 'fail' }
  const attachments = own.flatMap((u) => u?.attachment ?? [])
  return attachments.length === own.length ? { kind: 'supply', attachments } : { kind: 'wait', stale: [] }
}

/** Another tab may bind a file a moment before its message is seen here. */
const BOUND_MS = 10_000

/** Files whose message is said, or given up: nothing of them has to stay. `seen`: messages that were here. */
export function doneWith(
  uploads: Uploads,
  outbox: Outbox,
  { seen, now }: { seen: Set<string>; now: number },
) {
  const states = new Map(outbox.map((i) => [i.clientId, i.state]))
  return uploads.filter(({ bound }) => {
    if (!bound || states.get(bound.clientId) === 'sent') return bound !== null
    return !states.has(bound.clientId) && (seen.has(bound.clientId) || now - bound.at > BOUND_MS)
  })
}

function byTurn(a: Upload, b: Upload): number {
  return a.addedAt - b.addedAt || (a.localId < b.localId ? -1 : a.localId > b.localId ? 1 : 0)
}
