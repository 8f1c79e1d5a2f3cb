// Counts every delivery that is due in one room. Pure: no clock, no socket.

export type Blame = 'doubled' | 'disorder' | 'corrupted'

export interface Message {
  clientId: string
  body: string
  intendedAt: number
  seq?: number
  isAcked: boolean
}

export interface Event {
  seq: number
  type: string
  clientId?: string
  data: { body?: string }
}

interface Pending {
  message: Message
  seen: Set<number>
}

/** What one member has of the room. */
class View {
  last = -1
  highestLive = -1
  private ahead = new Set<number>()

  /** @returns whether it is new */
  take(seq: number) {
    if (seq <= this.last || this.ahead.has(seq)) return false
    this.ahead.add(seq)
    while (this.ahead.delete(this.last + 1)) this.last++
    return true
  }

  /** Everything up to here is known. */
  startAt(head: number) {
    this.last = Math.max(this.last, head)
    for (const seq of this.ahead) if (seq <= this.last) this.ahead.delete(seq)
    while (this.ahead.delete(this.last + 1)) this.last++
  }
}

/** Forgets a message that everyone has and the server has acknowledged, so that a soak fits into memory. */
export class Count {
  expected = 0
  delivered = 0
  readonly views: View[]
  private pending = new Map<string, Pending>()

  constructor(
    members: number,
    private blame: (kind: Blame) => void,
  ) {
    this.views = Array.from({ length: members }, () => new View())
  }

  get open() {
    return this.pending.size
  }

  unanswered() {
    return [...this.pending.values()].filter(({ message }) => !message.isAcked)
  }

  sent(message: Message) {
    this.pending.set(message.clientId, { message, seen: new Set() })
  }

  acked(clientId: string, seq: number) {
    const found = this.pending.get(clientId)
    if (!found) return
    this.stand(found.message, seq)
    found.message.isAcked = true
    this.settle(found)
  }

  connected(member: number) {
    const view = this.views[member]
    if (view) view.highestLive = -1
  }

  /** @returns the message, where this is its first arrival at the member */
  received(member: number, event: Event, source: 'live' | 'asked'): Message | undefined {
    const view = this.views[member]
    if (!view) return undefined
    if (source === 'live') {
      if (event.seq === view.highestLive) this.blame('doubled')
      else if (event.seq < view.highestLive) this.blame('disorder')
      view.highestLive = Math.max(view.highestLive, event.seq)
    }
    if (!view.take(event.seq) || event.type !== 'message.sent') return undefined
    const found = this.pending.get(event.clientId ?? '')
    // Everyone had it already, so that this is the same message under another number.
    if (!found || found.seen.has(member)) {
      this.blame('doubled')
      return undefined
    }
    if (event.data.body !== found.message.body) this.blame('corrupted')
    this.stand(found.message, event.seq)
    found.seen.add(member)
    this.settle(found)
    return found.message
  }

  /** What has not arrived by now is lost. @returns how many deliveries */
  finish() {
    let lost = 0
    for (const { message, seen } of this.pending.values()) {
      if (!message.isAcked && seen.size === 0) continue
      this.expected += this.views.length
      this.delivered += seen.size
      lost += this.views.length - seen.size
    }
    this.pending.clear()
    return lost
  }

  private stand(message: Message, seq: number) {
    if (message.seq !== undefined && message.seq !== seq) this.blame('disorder')
    message.seq = seq
  }

  private settle({ message, seen }: Pending) {
    if (!message.isAcked || seen.size < this.views.length) return
    this.expected += seen.size
    this.delivered += seen.size
    this.pending.delete(message.clientId)
  }
}
