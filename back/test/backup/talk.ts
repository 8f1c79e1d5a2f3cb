import { v7 as uuidv7 } from 'uuid'
import type { Person } from '../person.js'
import type { Tab } from '../tab.js'

/** Something that a sender was told is done. */
export type Done =
  | { kind: 'sent'; roomId: string; senderId: string; clientId: string; body: string; seq: number }
  | { kind: 'edited'; roomId: string; target: number; body: string }
  | { kind: 'deleted'; roomId: string; target: number }
  | { kind: 'reacted'; roomId: string; target: number; userId: string }

/** Writes, edits, deletes and reacts without a pause until told to stop; `done` grows with each ack. */
export function talk(who: Person, tab: Tab, { roomId, done }: { roomId: string; done: Done[] }) {
  let over = false
  const aim = (seq: number) => ({ roomId, clientId: uuidv7(), seq })
  const round = async (n: number) => {
    const [clientId, body] = [uuidv7(), `${who.user.username} ${n}`]
    const { seq } = await tab.send(roomId, body, clientId)
    done.push({ kind: 'sent', roomId, senderId: who.id, clientId, body, seq })
    if (n % 4 === 1) {
      await tab.do('message:edit', { ...aim(seq), body: `${body}, edited` })
      done.push({ kind: 'edited', roomId, target: seq, body: `${body}, edited` })
    }
    if (n % 4 === 2) {
      await tab.do('message:delete', aim(seq))
      done.push({ kind: 'deleted', roomId, target: seq })
    }
    if (n % 4 === 3) {
      await tab.do('reaction:add', { ...aim(seq), emoji: '👍' })
      done.push({ kind: 'reacted', roomId, target: seq, userId: who.id })
    }
  }
  const running = (async () => {
    for (let n = 0; !over; n++) await round(n)
  })()
  return () => {
    over = true
    return running
  }
}
