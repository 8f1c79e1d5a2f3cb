import type { Attachment, RequestInput, Response, Upload as ServerUpload } from '@papo/contract'
import { asChatError, ChatError } from '../chat-error'
import { bytesOf, missingOf, type Piece } from './parts'
import type { putBytes } from './put'
import { refusalOf, UploadError } from './trouble'
import type { UploadApi } from './upload.api'

export type Job = {
  readonly file: Blob
  readonly wish: RequestInput<'createUpload'>
  /** Of an upload that was begun before, perhaps by a page that is gone. */
  readonly uploadId: string | null
}
/** What it needs of the world around it, and whom it tells. */
export type Way = {
  readonly api: Pick<UploadApi, 'create' | 'look' | 'complete' | 'storage'>
  readonly put: typeof putBytes
  readonly signal: AbortSignal
  /** Resolves when there is a connection. */
  readonly online: () => Promise<void>
  /** What the server says of an upload unasked, or null after so long. */
  readonly heard: (uploadId: string, timeoutMs: number) => Promise<ServerUpload | null>
  readonly onUploadId: (uploadId: string) => void
  /** From 0 to 1. */
  readonly onProgress: (sent: number) => void
  /** All bytes are there: from now on it only waits. */
  readonly onSent: () => void
}
type Known = Pick<Response<'upload'>, 'uploadId' | 'state' | 'reason' | 'attachment' | 'target'>

/** In a row, without a part getting through between them. */
const FAILURES_MAX = 6
const BACKOFF_FIRST_MS = 500
const BACKOFF_MAX_MS = 15_000
const CHECK_FIRST_MS = 1_000
const CHECK_MAX_MS = 10_000
/** So often is asked about a file that is being checked: for some three minutes. */
const CHECKS_MAX = 22

/**
 * Brings a file to the server, from wherever it stands: only what is missing is sent, as often as it takes.
 * @throws UploadError when that does not help; AbortError
 */
export async function carry(job: Job, way: Way): Promise<Attachment> {
  let { uploadId } = job
  let failures = 0
  for (;;) {
    way.signal.throwIfAborted()
    try {
      await way.online()
      const known = uploadId === null ? null : await lookUp(uploadId, way)
      const upload = known ?? (await create(job, way))
      uploadId = upload.uploadId
      if (upload.state !== 'pending') return await outcome(upload, way)
      const target = upload.target
      if (target)
        await send(job.file, missingOf(target, job.file.size), {
          way,
          headers: target.headers,
          onPiece: () => (failures = 0),
        })
      way.onSent()
      return await outcome(await way.api.complete(uploadId), way)
    } catch (error) {
      way.signal.throwIfAborted()
      if (error instanceof UploadError) throw error
      if (!isLimited(error) && ++failures >= FAILURES_MAX) throw new UploadError('network')
      await pause(waitAfter(failures, error), way.signal)
    }
  }
}

/** Null: the server has forgotten it, and a new one is needed. */
async function lookUp(uploadId: string, { api }: Way): Promise<Known | null> {
  try {
    return await api.look(uploadId)
  } catch (error) {
    if (error instanceof ChatError && error.code === 'not_found') return null
    throw error
  }
}

async function create({ wish }: Job, { api, onUploadId }: Way): Promise<Known> {
  try {
    const { uploadId, ...target } = await api.create(wish)
    onUploadId(uploadId)
    return { uploadId, state: 'pending', target }
  } catch (error) {
    const trouble = refusalOf(error)
    if (trouble === null) throw error
    // One code for two things: no file may be as large as this, or there is no space left for it.
    const limits = trouble === 'tooLarge' ? await api.storage() : null
    throw new UploadError(limits && wish.size <= limits.fileBytesMax ? 'quota' : trouble)
  }
}

/** Waiting as one is asked to is no failure. */
const isLimited = (error: unknown): boolean => error instanceof ChatError && error.code === 'rate_limited'

type Sending = { way: Way; headers: Record<string, string>; onPiece: () => void }

async function send(file: Blob, pieces: Piece[], { way, headers, onPiece }: Sending): Promise<void> {
  let done = file.size - bytesOf(pieces)
  for (const { url, from, to } of pieces) {
    const before = done
    const onProgress = (sent: number) => way.onProgress(Math.min(1, (before + sent) / file.size))
    onProgress(0)
    await way.put({ url, headers, body: file.slice(from, to), signal: way.signal, onProgress })
    done += to - from
    way.onProgress(done / file.size)
    onPiece()
  }
}

async function outcome(first: Known, way: Way): Promise<Attachment> {
  let upload = first
  for (let asked = 0; ; asked++) {
    if (upload.state === 'clean' && upload.attachment) return upload.attachment
    if (upload.state === 'refused') throw new UploadError(upload.reason ?? 'expired')
    way.onSent()
    if (asked === CHECKS_MAX) throw new UploadError('slow')
    const heard = await way.heard(upload.uploadId, Math.min(CHECK_MAX_MS, CHECK_FIRST_MS * 2 ** asked))
    way.signal.throwIfAborted()
    upload = heard ?? (await way.api.look(upload.uploadId))
  }
}

function waitAfter(failures: number, error: unknown): number {
  const asked = error instanceof ChatError ? asChatError(error).reply.retryAfterMs : undefined
  const backoffMs = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** Math.max(0, failures - 1))
  return (asked ?? 0) + backoffMs * (0.5 + Math.random() / 2)
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })
}
