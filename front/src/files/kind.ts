import type { Attachment } from '@papo/contract'

/** A file that is shown as a picture: the server knows its size, and has thumbnails of it. */
export type Picture = Attachment & { readonly width: number; readonly height: number }
export type Kind = 'picture' | 'video' | 'audio' | 'other'

export function isPicture(file: Attachment): file is Picture {
  return file.type.startsWith('image/') && file.width !== undefined && file.height !== undefined
}

export function kindOf(file: Attachment): Kind {
  if (isPicture(file)) return 'picture'
  if (file.type.startsWith('video/')) return 'video'
  return file.type.startsWith('audio/') ? 'audio' : 'other'
}

/** As the room's list of files divides them. */
export const isMedia = (file: Attachment): boolean => /^(image|video|audio)\//.test(file.type)
