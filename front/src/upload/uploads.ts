import type { Upload as ServerUpload } from '@papo/contract'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type ChatStore, notify } from '../chat/chat.store'
import type { OutboxItem, OutgoingFile } from '../chat/outbox'
import type { Box } from '../chat/outbox.box'
import type { Sender } from '../chat/sender'
import type { Engine } from './engine'
import { guardPage } from './incoming'
import type { Place, Trouble, Uploads as Files } from './upload'

/** A file that was refused before a byte of it was sent. */
export type Refused = { readonly id: number; readonly place: Place; readonly name: string } & {
  readonly trouble: Trouble
  /** What the limit is: bytes, or a number of files. */
  readonly limit: number
}
export type UploadsState = {
  readonly files: Files
  readonly refused: readonly Refused[]
  /** How much of a file has been sent, from 0 to 1. */
  readonly progress: Readonly<Record<string, number>>
  /** Object URLs of pictures, by the ids of files on this device and, for a while, by those that they got. */
  readonly pictures: Readonly<Record<string, string>>
}
export type Deps = { store: ChatStore; box: Box; sender: Pick<Sender, 'drain'> }
export type Uploads = ReturnType<typeof createUploads>

/** One's files on their way, as the chat sees them; what does the work is loaded after the first screen. */
export function createUploads(deps: Deps) {
  const store: StoreApi<UploadsState> = createStore(() => NOTHING)
  let running: Promise<Engine> | null = null
  let engine: Engine | null = null

  const load = (): Promise<Engine> => {
    running ??= import('./engine').then(async ({ startEngine }) => (engine = await startEngine(deps, store)))
    // Without a connection it may be asked for again.
    running.catch(() => (running = null))
    return running
  }

  const forget = async (what: 'clear' | 'clearOthers'): Promise<void> => {
    const { uploadStorage } = await import('./upload.storage')
    const storage = uploadStorage(deps.store.getState().self.id)
    await storage[what]().catch(() => undefined)
    storage.close()
  }

  return {
    store,
    add(place: Place, files: readonly File[]): void {
      if (files.length === 0) return
      load().then(
        (loaded) => loaded.add(place, files),
        () => notify(deps.store, 'error.unavailable'),
      )
    },
    remove: (localId: string): void => engine?.remove(localId),
    retry: (localId: string): void => engine?.retry(localId),
    dismiss: (id: number): void =>
      store.setState(({ refused }) => ({ refused: refused.filter((one) => one.id !== id) })),
    /** The files above a composer go with this message. */
    bind: (place: Place, clientId: string): OutgoingFile[] => engine?.bind(place, clientId) ?? [],
    /** Its author gave the message up. */
    forget: (item: OutboxItem): void => item.uploads?.forEach(({ localId }) => engine?.remove(localId)),
    /** The message is not sent after all: its files stand above the composer again. */
    release: (item: OutboxItem): void => engine?.release(item.uploads ?? []),
    hear: (upload: ServerUpload): void => engine?.hear(upload),
    /** Whoever logs out leaves no file on the device. */
    clear: () => forget('clear'),
    /** Those that other accounts left on the device. */
    clearOthers: () => forget('clearOthers'),
    start(): () => void {
      void load().catch(() => undefined)
      const unguard = guardPage()
      return () => {
        unguard()
        void running?.then((loaded) => loaded.stop())
        running = engine = null
        store.setState(NOTHING, true)
      }
    },
  }
}

const NOTHING: UploadsState = { files: [], refused: [], progress: {}, pictures: {} }
