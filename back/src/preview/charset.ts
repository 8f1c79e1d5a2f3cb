import { TextDecoder } from 'node:util'

const HEAD_BYTES = 1_024
const BOMS = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
] as const

/** A page's text, by its byte order mark, else by what the server says, else by what the page says, else as UTF-8. */
export function textOf(body: Buffer, contentType: string): string {
  const marked = BOMS.find(([, bytes]) => bytes.every((byte, i) => body[i] === byte))?.[0]
  const said = charsetIn(contentType)
  const written = charsetIn(body.subarray(0, HEAD_BYTES).toString('latin1'))
  for (const label of [marked, said, written]) {
    const decoder = label && decoderOf(label)
    if (decoder) return decoder.decode(body)
  }
  return new TextDecoder().decode(body)
}

const charsetIn = (text: string) => /charset\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec(text)?.[1]

function decoderOf(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(label)
  } catch {
    return undefined
  }
}
