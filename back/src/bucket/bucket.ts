import type { Readable } from 'node:stream'

/** What a browser needs for a PUT; `url` may be relative to ours. */
export type SignedPut = { url: string; headers: Record<string, string> }
export type Part = { number: number; size: number; etag: string }
/** How a file is handed out: `inline` only what a browser shows without running it. */
export type Handout = { type: string; name: string; inline: boolean }
export type Stored = { size: number }
/** So many keys, or uploads in parts, are listed at once. */
export const LISTED_MAX = 1_000

/**
 * Where the bytes of files are kept. Keys are made by us: `[a-z0-9/-]`, never a user's words. The same flow over an
 * S3-compatible bucket and a folder.
 * @throws ChatError `unavailable` from every call while the bucket is away
 */
export abstract class Bucket {
  /** Where browsers reach it, if not at our own origin: for the page's Content-Security-Policy. */
  abstract readonly origin: string | undefined

  /** A PUT of exactly so many bytes of this type. */
  abstract signPut(key: string, what: { type: string; size: number }, seconds: number): Promise<SignedPut>

  /** Begins an upload in parts. @returns its id */
  abstract startParts(key: string, type: string): Promise<string>
  abstract signPart(
    key: string,
    part: { multipartId: string; number: number; size: number },
    seconds: number,
  ): Promise<SignedPut>
  /** Those that have come, ascending; undefined if there is no such upload any more. */
  abstract parts(key: string, multipartId: string): Promise<Part[] | undefined>
  /**
   * Joins what `parts` listed, all but the last of at least 5 MiB.
   * Again, after it was done: done, or `not_found`.
   * @throws ChatError `not_found` if there is no such upload any more, `conflict` if a part is not as listed
   */
  abstract completeParts(key: string, multipartId: string, parts: Part[]): Promise<void>
  /** Also of one that is not there. */
  abstract abortParts(key: string, multipartId: string): Promise<void>

  /** Undefined: there is none. */
  abstract head(key: string): Promise<Stored | undefined>
  /** @throws ChatError `not_found` */
  abstract read(key: string): Promise<Readable>
  abstract write(key: string, body: Buffer, type: string): Promise<void>
  /**
   * Under a key that no browser was ever given, so that nobody can replace what was checked. At most 5 GiB.
   * @throws ChatError `not_found`
   */
  abstract copy(from: string, to: string, type: string): Promise<void>
  /** Also of keys that are not there. */
  abstract delete(keys: string[]): Promise<void>

  /** A GET for so many seconds; asked for again within half of them, it is the same, so that browsers may cache. */
  abstract signGet(key: string, handout: Handout, seconds: number): Promise<string>

  /** The next of the keys that begin so, ascending, and when each was written; none: that was all. */
  abstract list(prefix: string, after?: string): Promise<{ key: string; at: Date }[]>
  /** Some of those begun before `before` and never completed; once they are aborted, the next. */
  abstract staleParts(before: Date): Promise<{ key: string; multipartId: string }[]>
}
