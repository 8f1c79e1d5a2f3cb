import type { Handout } from './bucket.js'

// What a browser shows or plays without running it. Anything else goes out as plain bytes, to be saved: a script or
// a stylesheet from our own origin would be one that the page's policy trusts.
const INLINE = new Set([
  ...['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'],
  ...['audio/mpeg', 'audio/mp4', 'audio/aac', 'audio/ogg', 'audio/webm', 'audio/wav', 'audio/flac'],
  ...['audio/x-m4a', 'audio/x-wav', 'audio/opus', 'video/mp4', 'video/webm', 'video/ogg', 'video/quicktime'],
])
const PLAIN_BYTES = 'application/octet-stream'
const DAY_SECONDS = 86_400

/** What is under a key never changes. A proxy that compressed it would break ranges. */
export const HANDOUT_CACHING = `private, max-age=${DAY_SECONDS}, immutable, no-transform`

/** Content-Type and Content-Disposition of a handout; never an active type, never one inline that may be active. */
export function headersOf({ type, name, inline }: Handout): { type: string; disposition: string } {
  const shown = INLINE.has(type)
  const how = inline && shown ? 'inline' : 'attachment'
  return { type: shown ? type : PLAIN_BYTES, disposition: `${how}; ${fileNameOf(name)}` }
}

/** RFC 6266: a name that old clients can read, and the very name. */
function fileNameOf(name: string): string {
  const clean = name.toWellFormed().replace(/[\p{Cc}/\\]/gu, '_')
  const ascii = clean.replace(/[^\x20-\x7e]|["%]/g, '_')
  const exact = encodeURIComponent(clean).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `filename="${ascii}"; filename*=UTF-8''${exact}`
}
