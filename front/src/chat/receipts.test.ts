import { describe, expect, it } from 'vitest'
import { ALICE, BOB, pageOf, ROOM, sentEvent } from './log.fixture'
import { advanceReads, facesIn, hearReads, readersOf } from './receipts'
import { spanOfPage } from './span'

const CAROL = 'carol'
const log = [1, 2, 3, 4].map((seq) => sentEvent(seq, { actorId: seq === 4 ? BOB : ALICE }))
const { entries } = spanOfPage(pageOf(log, 4))
const changed = (userId: string, readSeq: number) => [{ roomId: ROOM, userId, readSeq }]
const facesAt = (reads: Record<string, number>) => Object.fromEntries(facesIn(reads, entries))

describe('who has read up to where', () => {
  it('is as the server last said, also when someone marks as unread, and without oneself', () => {
    const reads = hearReads(
      { [BOB]: 3 },
      [...changed(BOB, 2), ...changed(CAROL, 4), ...changed(ALICE, 4)],
      ALICE,
    )
    expect(reads).toEqual({ [BOB]: 2, [CAROL]: 4 })
  })

  it('forgets who hides it, and concludes nothing from what they write', () => {
    const reads = hearReads({ [BOB]: 3 }, changed(BOB, 0), ALICE)
    expect(advanceReads(reads, log)).toEqual({})
  })

  it('rises for who writes, and forgets who leaves', () => {
    expect(advanceReads({ [BOB]: 2 }, log)).toEqual({ [BOB]: 4 })
    const left = sentEvent(5, { type: 'member.left', data: { userId: BOB } })
    expect(advanceReads({ [BOB]: 2, [CAROL]: 1 }, [left])).toEqual({ [CAROL]: 1 })
  })

  it('shows each face once, at the last message read, and nobody at their own', () => {
    expect(facesAt({ [BOB]: 3, [CAROL]: 3 })).toEqual({ 3: [BOB, CAROL] })
    expect(facesAt({ [BOB]: 4, [CAROL]: 9 })).toEqual({ 4: [CAROL] })
    expect(facesAt({ [BOB]: 0 })).toEqual({})
  })

  it('names all who have read a message, its author aside', () => {
    const reads = { [ALICE]: 4, [BOB]: 2, [CAROL]: 1 }
    expect(readersOf(reads, { seq: 2, senderId: ALICE })).toEqual([BOB])
  })
})
