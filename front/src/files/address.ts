import { API_PREFIX, THUMBNAIL_WIDTHS } from '@papo/contract/names'
import { API_BASE_URL } from '../http'
import type { Picture } from './kind'

/** Leads to the file itself, for those who may see it. */
export const fileHref = (fileId: string): string => `${API_BASE_URL}${API_PREFIX}/files/${fileId}`

/** The same, to be saved even if the browser could show it. */
export const downloadHref = (fileId: string): string => `${fileHref(fileId)}?download=1`

export const thumbnailHref = (fileId: string, widthPx: number): string =>
  `${fileHref(fileId)}/thumbnail?width=${widthPx}`

/** All sizes of a picture that are worth having, for a `srcset`. Smaller originals are not enlarged. */
export function thumbnailSet({ fileId, width }: Picture): string {
  const smaller = THUMBNAIL_WIDTHS.findIndex((one) => one >= width)
  const worth = smaller === -1 ? THUMBNAIL_WIDTHS : THUMBNAIL_WIDTHS.slice(0, smaller + 1)
  return worth.map((one) => `${thumbnailHref(fileId, one)} ${Math.min(one, width)}w`).join(', ')
}
