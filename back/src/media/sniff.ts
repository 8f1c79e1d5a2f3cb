import { fileTypeFromBuffer } from 'file-type'

/** The bytes from the beginning of a file that are looked at. */
export const HEAD_BYTES = 65_536
export const UNKNOWN_TYPE = 'application/octet-stream'

/** What is decoded and made anew. */
const PICTURES = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'])
/** Other names of the same. */
const NAMES: Record<string, string> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-png': 'image/png',
  'image/apng': 'image/png',
  'image/vnd.mozilla.apng': 'image/png',
  'audio/mp3': 'audio/mpeg',
  'audio/x-mp3': 'audio/mpeg',
  'audio/x-m4a': 'audio/mp4',
  'audio/m4a': 'audio/mp4',
  'audio/x-wav': 'audio/wav',
  'audio/wave': 'audio/wav',
  'audio/vnd.wave': 'audio/wav',
  'audio/x-flac': 'audio/flac',
  'audio/opus': 'audio/ogg',
  'application/ogg': 'audio/ogg',
  'video/matroska': 'video/x-matroska',
}
/** Containers that hold film or sound alike: which of both is as it was said. */
const EITHER = new Set(['mp4', 'webm', 'ogg'])

const ACTIVE_TYPE = /html|xml|svg|xsl|script|x-sh\b|hta|mhtml|multipart|message\/rfc822/
const ACTIVE_NAME =
  /\.(?:[xsmp]?html?|xht|xml|xslt?|svgz?|m?js|cjs|jse|vb[es]|hta|mht|mhtml|swf|css|sh|bat|ps1)$/i
const ACTIVE_TEXT = /^\s*(?:<|#!|\/\/ ?<|\{\{)/
const TEXT_TYPE = /^(?:text\/|application\/(?:json|x-ndjson|csv|sql|yaml|x-yaml|toml)$)/

export type Said = { type: string; name: string }
export type Sniffed = { type: string; picture: boolean }

/** A type as we write it: in lower case, without parameters, under its usual name. Nonsense is `UNKNOWN_TYPE`. */
export function plainType(type: string): string {
  const bare = type.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!/^[a-z]+\/[a-z0-9][a-z0-9.+-]*$/.test(bare)) return UNKNOWN_TYPE
  return NAMES[bare] ?? bare
}

/**
 * What a file is, by its first `HEAD_BYTES`, beside what was said of it.
 * @returns undefined if it is not the picture, film or sound that it was said to be
 */
export async function sniff(head: Buffer, said: Said): Promise<Sniffed | undefined> {
  const claimed = plainType(said.type)
  const found = await typeOf(head)
  if (isMedia(claimed))
    return found !== undefined && agree(claimed, found) ? known(found, claimed) : undefined
  if (found !== undefined) return known(found, claimed)
  return { type: isPlainText(head, said) ? 'text/plain' : UNKNOWN_TYPE, picture: false }
}

async function typeOf(head: Buffer): Promise<string | undefined> {
  try {
    const found = await fileTypeFromBuffer(head)
    return found && plainType(found.mime)
  } catch {
    // What its parsers stumble over is of no type that we know.
    return undefined
  }
}

const isMedia = (type: string) => /^(?:image|audio|video)\//.test(type) && !ACTIVE_TYPE.test(type)

/** A picture under the name of another kind of picture is common, and made anew as what it is. */
function agree(claimed: string, found: string): boolean {
  if (PICTURES.has(found)) return claimed.startsWith('image/')
  if (PICTURES.has(claimed)) return false
  const [is, was] = [found.split('/')[0], claimed.split('/')[0]]
  return is === 'image' || was === 'image' ? is === was : is === 'audio' || is === 'video'
}

function known(found: string, claimed: string): Sniffed {
  if (PICTURES.has(found)) return { type: found, picture: true }
  if (ACTIVE_TYPE.test(found)) return { type: UNKNOWN_TYPE, picture: false }
  const [kind, container] = found.split('/')
  const sound = kind === 'video' && claimed.startsWith('audio/') && EITHER.has(container ?? '')
  return { type: sound ? `audio/${container}` : found, picture: false }
}

/** Text that no browser takes for anything else. */
function isPlainText(head: Buffer, { type, name }: Said): boolean {
  const claimed = plainType(type)
  if (!TEXT_TYPE.test(claimed) || ACTIVE_TYPE.test(claimed) || claimed === 'text/css') return false
  if (ACTIVE_NAME.test(name)) return false
  const text = new TextDecoder().decode(head, { stream: true })
  // eslint-disable-next-line no-control-regex -- what is not text has these
  return !ACTIVE_TEXT.test(text) && !/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text)
}
