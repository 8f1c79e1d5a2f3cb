import { Injectable } from '@nestjs/common'
import { Broadcast } from './broadcast.js'

const AGAIN_AFTER_MS = 2_000
const REMEMBERED = 10_000

/** Who types where. Told to the others at most every two seconds, however often it is said. */
@Injectable()
export class Typing {
  private readonly told = new Map<string, number>()

  constructor(private readonly broadcast: Broadcast) {}

  set(roomId: string, userId: string, typing: boolean): void {
    const key = `${roomId} ${userId}`
    const before = this.told.get(key)
    const now = performance.now()
    if (typing ? before !== undefined && now - before < AGAIN_AFTER_MS : before === undefined) return
    // Made new, so that the map's order is by age and the oldest can go.
    this.told.delete(key)
    if (typing) this.told.set(key, now)
    if (this.told.size > REMEMBERED) this.told.delete(this.told.keys().next().value ?? '')
    this.broadcast.typing(roomId, userId, typing)
  }
}
