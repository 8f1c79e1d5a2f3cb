import type { UploadTarget } from '@papo/contract'

/** A stretch of a file, `[from, to)` in bytes, and where it goes. */
export type Piece = { readonly url: string; readonly from: number; readonly to: number }

/** What of a file has not arrived yet. */
export function missingOf({ url, partBytes, parts }: UploadTarget, size: number): Piece[] {
  if (!parts || partBytes === undefined) return url === undefined ? [] : [{ url, from: 0, to: size }]
  return parts.map((part) => {
    const from = (part.number - 1) * partBytes
    return { url: part.url, from, to: Math.min(size, from + partBytes) }
  })
}

export function bytesOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { from, to }) => sum + to - from, 0)
}
