import { useStore } from 'zustand/react'
import { useShallow } from 'zustand/react/shallow'
import { useChat } from '../chat/use-chat'
import { type Place, trayOf, type Upload, type Uploads } from './upload'
import type { Refused, UploadsState } from './uploads'

export function useUploads<T>(select: (state: UploadsState) => T): T {
  return useStore(useChat().uploads.store, select)
}

/** What stands above the composer of a place. */
export function useTray(place: Place): Uploads {
  return useUploads(useShallow((s) => trayOf(s.files, place)))
}

/** Whether files stand above a composer of the room, or of a thread in it. */
export function useHasFiles(roomId: string): boolean {
  return useUploads((s) => s.files.some((file) => !file.bound && file.roomId === roomId))
}

export function useRefused({ roomId, threadOf }: Place): readonly Refused[] {
  const here = ({ place }: Refused) => place.roomId === roomId && place.threadOf === threadOf
  return useUploads(useShallow((s) => s.refused.filter(here)))
}

export type UploadPreview = Pick<Upload, 'state' | 'trouble'> & {
  /** From 0 to 1. */
  readonly progress: number
  /** Of a picture that this browser can show. */
  readonly url: string | undefined
}

/**
 * Of a file that is on its way from this device, by its local id; null of any other.
 * A message that waits for its files has attachments with local ids as `fileId`.
 */
export function useUploadPreview(fileId: string): UploadPreview | null {
  return useUploads(
    useShallow((s) => {
      const file = s.files.find((one) => one.localId === fileId)
      if (!file) return null
      const { state, trouble } = file
      return { state, trouble, progress: s.progress[fileId] ?? 0, url: s.pictures[fileId] }
    }),
  )
}

/** The picture as it is on this device, for a while after it was sent: it need not be loaded. */
export function useLocalPicture(fileId: string): string | undefined {
  return useUploads((s) => s.pictures[fileId])
}
