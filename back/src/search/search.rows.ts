import type { SearchHas, SearchTerm } from '@papo/contract'
import { Prisma, sql } from '../infra/postgres.js'
import { isShort, likePattern, piecesOf, shortPattern } from './term.js'

/** A message that was found, and the key of its place among all: newest first. */
export type Hit = { roomId: string; seq: bigint; at: Date }
export type Place = { roomId: string; seq: number; at: Date }

/** What is searched for, with every name turned into ids and every text folded. */
export type Wanted = {
  userId: string
  terms: SearchTerm[]
  has: SearchHas[]
  /** Any of these; undefined: anyone */
  senderIds?: string[]
  /** Any of these; undefined: all rooms of the user */
  roomIds?: string[]
  /** `at` lies in `[from, until)`. */
  from?: Date
  until?: Date
  /** The last hit of the page before */
  after?: Place
  take: number
}

/** The rooms that `userId` is in at this moment: the one place that says what may be seen. */
export const mine = ({ userId, roomIds }: Wanted) => sql`
  SELECT s.room_id FROM membership s JOIN room r ON r.id = s.room_id
  WHERE s.user_id = ${userId}::uuid AND s.state = 'active' AND r.deleted_at IS NULL
    ${roomIds ? sql`AND s.room_id = ANY(${roomIds}::uuid[])` : Prisma.empty}`

/** `at` of the message `m` in the range that is searched, and beyond the page before. */
export function within({ from, until, after }: Wanted): Prisma.Sql {
  const bounds = [
    ...(from ? [sql`m.at >= ${from}::timestamptz`] : []),
    ...(until ? [sql`m.at < ${until}::timestamptz`] : []),
    ...(after
      ? [
          sql`m.at <= ${after.at}::timestamptz
            AND (m.at, m.room_id, m.seq) < (${after.at}::timestamptz, ${after.roomId}::uuid, ${after.seq}::bigint)`,
        ]
      : []),
  ]
  return bounds.length > 0 ? Prisma.join(bounds, ' AND ') : sql`true`
}

/** No index is on these expressions: the planner overrates what an index would save where reading on is right. */
const READ = sql`(m.text || '')`
export const INDEXED = sql`m.text`

/** The same of whoever: where the authors were chosen before. */
export const byAnyone = (wanted: Wanted): Wanted => {
  const { senderIds: _, ...others } = wanted
  return others
}

/** Whether the message `m` (of `message_search`, or likewise) is one that is searched for, wherever it stands. */
export function matches({ userId, terms, has, senderIds }: Wanted, text = READ): Prisma.Sql {
  return Prisma.join(
    [
      ...terms.map((term) => termCondition(term, text)),
      ...has.map((kind) => HAS[kind](text)),
      ...(senderIds ? [sql`m.sender_id::text = ANY(${senderIds}::text[])`] : []),
      sql`m.sender_id <> ALL(ARRAY(SELECT b.blocked_id FROM block b WHERE b.user_id = ${userId}::uuid))`,
    ],
    ' AND ',
  )
}

function termCondition({ text, negated }: SearchTerm, column: Prisma.Sql): Prisma.Sql {
  if (isShort(text)) return unless(negated, sql`${column} ~ ${shortPattern(text)}`)
  const whole = (where: Prisma.Sql) => sql`${where} LIKE ${likePattern(text)}`
  const pieces = piecesOf(text)
  if (negated || column !== INDEXED || pieces[0] === text) return unless(negated, whole(column))
  const likes = pieces.map((piece) => sql`${column} LIKE ${likePattern(piece)}`)
  return Prisma.join([...likes, whole(READ)], ' AND ')
}

const unless = (not: boolean, condition: Prisma.Sql) => (not ? sql`NOT (${condition})` : condition)

const HAS: Record<SearchHas, (text: Prisma.Sql) => Prisma.Sql> = {
  link: (text) => sql`${text} LIKE '%http%://_%'`,
  // The first half is what its partial index is for.
  code: (text) => sql`(m.text LIKE '%\`%' AND ${text} LIKE '%\`_%\`%')`,
  file: () => sql`m.seq IN (
    SELECT f.seq FROM message f WHERE f.room_id = m.room_id AND f.attachments IS NOT NULL)`,
  image: () => sql`m.seq IN (SELECT f.seq FROM message f WHERE f.room_id = m.room_id
    AND f.attachments IS NOT NULL AND f.attachments @? '$[*].type ? (@ starts with "image/")')`,
  reaction: () => sql`EXISTS (
    SELECT 1 FROM reaction e WHERE e.room_id = m.room_id AND e.target = m.seq AND e.active)`,
  pin: () => sql`m.seq IN (SELECT p.seq FROM message p WHERE p.room_id = m.room_id AND p.pinned)`,
  thread: () => sql`EXISTS (
    SELECT 1 FROM message t WHERE t.room_id = m.room_id AND t.thread_of = m.seq AND t.thread_of IS NOT NULL)`,
}
