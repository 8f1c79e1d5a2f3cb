import type { StoreApi } from 'zustand/vanilla'
import type { Board } from './board'
import { openPicture } from './picture'
import type { Uploads } from './upload'
import type { UploadsState } from './uploads'

/** Whoever has just sent a picture sees it as it is here, and need not load it. */
const KEPT_MAX = 24

/** Gives pictures on this device an address for as long as they may be seen. */
export function createPictures(store: StoreApi<UploadsState>, board: Board) {
  const byFile = new WeakMap<Blob, string>()
  const asked = new Set<string>()
  /** Ids by which an address is known, the oldest first. */
  const known: { id: string; url: string }[] = []

  const show = (id: string, url: string) => {
    known.push({ id, url })
    store.setState(({ pictures }) => ({ pictures: { ...pictures, [id]: url } }))
    const live = new Set(store.getState().files.map((u) => u.localId))
    while (known.length > KEPT_MAX) {
      const at = known.findIndex((one) => !live.has(one.id))
      if (at < 0) return
      forget(known.splice(at, 1))
    }
  }
  const forget = (gone: readonly { id: string; url: string }[]) => {
    const ids = new Set(gone.map(({ id }) => id))
    store.setState(({ pictures }) => ({
      pictures: Object.fromEntries(Object.entries(pictures).filter(([id]) => !ids.has(id))),
    }))
    for (const { url } of gone) if (!known.some((one) => one.url === url)) URL.revokeObjectURL(url)
  }

  const find = async (localId: string): Promise<void> => {
    const file = await board.file(localId)
    const url = file && (byFile.get(file) ?? (await openPicture(file))?.url)
    if (url) show(localId, url)
  }

  return {
    async measure(file: File): Promise<{ width: number; height: number } | null> {
      const picture = await openPicture(file)
      if (picture) byFile.set(file, picture.url)
      return picture && { width: picture.width, height: picture.height }
    },
    follow(files: Uploads): void {
      for (const { localId, width, attachment } of files) {
        if (width === null) continue
        const url = store.getState().pictures[localId]
        if (url && attachment && !asked.has(attachment.fileId)) {
          asked.add(attachment.fileId)
          show(attachment.fileId, url)
        }
        if (asked.has(localId)) continue
        asked.add(localId)
        void find(localId)
      }
    },
    stop: (): void => new Set(known.map(({ url }) => url)).forEach((url) => URL.revokeObjectURL(url)),
  }
}
