import type { z } from 'zod'
import { ChatError } from '../errors.js'

/** The place after which a page goes on: the sort key of the last row of the page before. Opaque to clients. */
export const encodeCursor = (key: string[]): string => Buffer.from(JSON.stringify(key)).toString('base64url')

/** @throws ChatError `invalid_payload` for a cursor that was not made by `encodeCursor` from such a key */
export function decodeCursor<S extends z.ZodType>(schema: S, cursor: string | undefined) {
  if (cursor === undefined) return undefined
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch (cause) {
    const issues = [{ path: 'cursor', message: 'is not a cursor of this list' }]
    throw new ChatError('invalid_payload', 'cursor: is not a cursor of this list', { issues, cause })
  }
}

/** Splits off the row that was fetched only to learn whether there is a next page. */
export function pageOf<Row>(rows: Row[], limit: number, keyOf: (row: Row) => string[]) {
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, ...(last === undefined ? {} : { nextCursor: encodeCursor(keyOf(last)) }) }
}

/** A text in which LIKE finds nothing to expand. */
export const literalLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&')

/** Every id comes after it: where a walk by ids begins. */
export const BEFORE_ALL = '00000000-0000-0000-0000-000000000000'
