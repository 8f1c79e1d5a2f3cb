import { THUMBNAIL_WIDTHS } from '@papo/contract'

/** The thumbnails that there are of a picture so wide: the last one is as wide as the picture, or the widest of all. */
export function widthsOf(width: number): number[] {
  const enough = THUMBNAIL_WIDTHS.findIndex((one) => one >= width)
  return enough < 0 ? [...THUMBNAIL_WIDTHS] : THUMBNAIL_WIDTHS.slice(0, enough + 1)
}
