import type { Upload as ServerUpload } from '@papo/contract'
import type { ChatStore } from '../chat/chat.store'
import type { Board } from './board'
import { carry, type Way } from './carry'
import { putBytes } from './put'
import { UploadError } from './trouble'
import type { Turn } from './turn'
import { isSettled, type Upload } from './upload'
import type { UploadApi } from './upload.api'

const AT_ONCE = 3
const PROGRESS_MS = 100

type Deps = { chat: ChatStore; board: Board; api: UploadApi; turn: Turn; put?: typeof putBytes }

/** Sends what is not settled: each file in one tab, few at the same time. */
export function createRunner({ chat, board, api, turn, put = putBytes }: Deps) {
  const running = new Map<string, AbortController>()
  const slots = createSlots(AT_ONCE)
  const ears = new Map<string, (upload: ServerUpload) => void>()

  const heard = (uploadId: string, timeoutMs: number) =>
    new Promise<ServerUpload | null>((resolve) => {
      const end = (upload: ServerUpload | null) => {
        clearTimeout(timer)
        ears.delete(uploadId)
        resolve(upload)
      }
      const timer = setTimeout(() => end(null), timeoutMs)
      ears.set(uploadId, end)
    })

  const wayFor = (localId: string, signal: AbortSignal, onSent: () => void): Way => {
    let toldAt = 0
    return {
      ...{ api, put, signal, heard, onSent },
      online: () => whenOnline(chat, signal),
      // Given up while the server was asked: nothing of it is to stay there.
      onUploadId: (uploadId) =>
        board.find(localId)
          ? board.patch(localId, { uploadId })
          : void api.remove(uploadId).catch(() => undefined),
      onProgress: (sent) => {
        if (sent < 1 && Date.now() - toldAt < PROGRESS_MS) return
        toldAt = Date.now()
        board.advance(localId, sent)
      },
    }
  }

  const send = async ({ localId }: Upload, signal: AbortSignal): Promise<void> => {
    const release = await slots.take(signal)
    try {
      // Another tab may have sent it, or given it up, while this one waited for its turn.
      const upload = board.find(localId)
      if (!upload || isSettled(upload) || signal.aborted) return
      const file = await board.file(localId)
      if (!file) throw new UploadError('gone')
      board.patch(localId, { state: 'sending' })
      const onSent = () => {
        release()
        if (board.find(localId)?.state !== 'checking') board.patch(localId, { state: 'checking' })
      }
      const { roomId, name, type, size, uploadId } = upload
      const job = { file, uploadId, wish: { roomId, name, type, size } }
      const attachment = await carry(job, wayFor(localId, signal, onSent))
      board.patch(localId, { state: 'clean', attachment, trouble: null, settledAt: Date.now() })
    } catch (error) {
      if (signal.aborted) return
      const trouble = error instanceof UploadError ? error.trouble : 'network'
      board.patch(localId, { state: 'failed', trouble, settledAt: Date.now() })
    } finally {
      release()
    }
  }

  const stop = (localId: string): void => {
    running.get(localId)?.abort()
    running.delete(localId)
  }

  return {
    /** Begins what is to be sent, ends what is gone. */
    follow(files: readonly Upload[]): void {
      const open = new Map(files.filter((u) => !isSettled(u)).map((u) => [u.localId, u]))
      for (const localId of running.keys()) if (!open.has(localId)) stop(localId)
      for (const [localId, upload] of open) {
        if (running.has(localId)) continue
        const call = new AbortController()
        running.set(localId, call)
        void turn(localId, call.signal, () => send(upload, call.signal)).finally(() => {
          if (running.get(localId) === call) running.delete(localId)
        })
      }
    },
    hear: (upload: ServerUpload): void => ears.get(upload.uploadId)?.(upload),
    stopAll: (): void => [...running.keys()].forEach(stop),
  }
}

/** Without a connection nothing is tried, and nothing counts as a failure. */
function whenOnline(chat: ChatStore, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (chat.getState().link.state !== 'online' && !signal.aborted) return
      unsubscribe()
      signal.removeEventListener('abort', look)
      resolve()
    }
    const unsubscribe = chat.subscribe(look)
    signal.addEventListener('abort', look)
    look()
  })
}

function createSlots(count: number) {
  let free = count
  const queue: (() => void)[] = []
  const give = () => {
    const next = queue.shift()
    if (next) next()
    else free++
  }
  return {
    /** Resolves with what gives the slot back, once. */
    async take(signal: AbortSignal): Promise<() => void> {
      if (free > 0) free--
      else await new Promise<void>((resolve) => queue.push(resolve))
      let held = true
      const release = () => {
        if (held) give()
        held = false
      }
      if (signal.aborted) release()
      return release
    },
  }
}
