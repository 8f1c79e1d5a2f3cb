import type { StoreApi } from 'zustand/vanilla'
import { drop, patch, type Patch, put, type Upload } from './upload'
import type { UploadStorage } from './upload.storage'
import type { UploadsState } from './uploads'

type News =
  | { kind: 'put'; upload: Upload }
  | { kind: 'patch'; localId: string; changes: Patch }
  | { kind: 'drop'; localId: string }
  | { kind: 'progress'; localId: string; sent: number }
type Deps = {
  store: StoreApi<UploadsState>
  storage: Pick<UploadStorage, 'add' | 'patch' | 'remove' | 'file'>
  /** All tabs of one person hear each other by it. */
  channel: Pick<BroadcastChannel, 'postMessage' | 'onmessage'>
  onNotKept: () => void
}
export type Board = ReturnType<typeof createBoard>

/**
 * The state of one's uploads on the page, on the device and in other tabs. Tabs tell each other what changed, never
 * how all of it stands, so that one that binds a file and one that sends it do not undo each other's doing.
 */
export function createBoard({ store, storage, channel, onNotKept }: Deps) {
  /** Chosen on this page; others are on the device. */
  const chosen = new Map<string, Blob>()
  const show = (how: (files: UploadsState['files']) => UploadsState['files']) =>
    store.setState(({ files }) => ({ files: how(files) }))
  const find = (localId: string) => store.getState().files.find((u) => u.localId === localId)
  const tell = (news: News) => {
    try {
      channel.postMessage(news)
    } catch {
      // The page is on its way out; the others learn it from the device.
    }
  }
  // What the device does not take lasts as long as the page.
  const lose = () => undefined

  channel.onmessage = ({ data }: MessageEvent<News>) => {
    if (data.kind === 'put') show((files) => put(files, data.upload))
    if (data.kind === 'patch') show((files) => patch(files, data.localId, data.changes))
    if (data.kind === 'drop') show((files) => drop(files, data.localId))
    if (data.kind === 'progress') advance(data.localId, data.sent)
  }
  const advance = (localId: string, sent: number) =>
    store.setState(({ progress }) => ({ progress: { ...progress, [localId]: sent } }))

  return {
    find,
    add(upload: Upload, file: Blob): void {
      chosen.set(upload.localId, file)
      show((files) => put(files, upload))
      const tellOthers = () => {
        const now = find(upload.localId)
        if (now) tell({ kind: 'put', upload: now })
      }
      storage.add(upload, file).then(tellOthers, onNotKept)
    },
    /** What was found on the device. */
    put: (upload: Upload): void => show((files) => put(files, upload)),
    patch(localId: string, changes: Patch): void {
      show((files) => patch(files, localId, changes))
      storage.patch(localId, changes).catch(lose)
      tell({ kind: 'patch', localId, changes })
    },
    drop(localId: string): void {
      chosen.delete(localId)
      show((files) => drop(files, localId))
      store.setState(({ progress: { [localId]: _, ...progress } }) => ({ progress }))
      storage.remove(localId).catch(lose)
      tell({ kind: 'drop', localId })
    },
    advance(localId: string, sent: number): void {
      advance(localId, sent)
      tell({ kind: 'progress', localId, sent })
    },
    /** Null: it is no longer on this device. */
    file: async (localId: string): Promise<Blob | null> =>
      chosen.get(localId) ?? storage.file(localId).catch(() => null),
  }
}
