import { createHash } from 'node:crypto'

/** When a clientId says that it was made, in ms; undefined unless it is a UUIDv7, which alone has a time in it. */
export function madeAtMs(clientId: string): number | undefined {
  if (clientId[14] !== '7') return undefined
  return Number.parseInt(clientId.slice(0, 8) + clientId.slice(9, 13), 16)
}

/** Tells two requests with one clientId apart. */
export const digestOf = (type: string, asked: object): string =>
  createHash('sha256')
    .update(JSON.stringify([type, asked]))
    .digest('base64url')
    .slice(0, 22)
