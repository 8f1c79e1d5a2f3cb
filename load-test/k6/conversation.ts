import exec from 'k6/execution'
import { check } from 'k6'
import { Counter, Trend } from 'k6/metrics'
import { clearInterval, setInterval, setTimeout } from 'k6/timers'
import { call, register, type Account } from './account.ts'
import { Count } from './count.ts'
import { Member } from './member.ts'
import { shapeOf, URL, type Shape } from './shape.ts'
import { Visitor } from './visitor.ts'

export interface Room {
  id: string
  accounts: Account[]
}

const counters = {
  sent: new Counter('papo_sent'),
  expected: new Counter('papo_expected'),
  delivered: new Counter('papo_delivered'),
  lost: new Counter('papo_lost'),
  doubled: new Counter('papo_doubled'),
  disorder: new Counter('papo_disorder'),
  corrupted: new Counter('papo_corrupted'),
  refused: new Counter('papo_refused'),
  reconnects: new Counter('papo_reconnects'),
  /** Which have been counted to the end. */
  rooms: new Counter('papo_rooms'),
}
/** From when a message was meant to be sent. */
const deliveryMs = new Trend('papo_delivery_ms', true)
const ackMs = new Trend('papo_ack_ms', true)

const READY_MS = 60_000
const DRAIN_MS = 30_000

/** Registers everyone; the first of each room makes it, and the others join. */
export function gather(shape: Shape): Room[] {
  const run = Date.now().toString(36)
  return Array.from({ length: shape.rooms }, (_, room) => {
    const accounts = Array.from({ length: shape.members }, (_, n) => register(URL, `k6-${run}-${room}-${n}`))
    const [founder, ...others] = accounts
    const body = { name: `k6 ${run} ${room + 1}`, kind: 'public' }
    const made = call<{ room: { id: string } }>({ ...as(founder), method: 'POST', path: '/rooms', body })
    const { id } = made.room
    for (const other of others) call({ ...as(other), method: 'POST', path: `/rooms/${id}/join` })
    return { id, accounts }
  })
}

const as = (account?: Account) => ({ url: URL, ...(account && { cookie: account.cookie }) })

/** One virtual user is a whole room, so that it can count every delivery of every message in it. */
export function converse(rooms: Room[], name: string) {
  const room = rooms[exec.vu.idInTest - 1]
  if (!room) throw new Error(`no room for virtual user ${exec.vu.idInTest}`)
  for (const counter of Object.values(counters)) counter.add(0)
  new Conversation(room, shapeOf(name)).begin()
}

class Conversation {
  private count: Count
  private members: Member[]
  private messages = 0
  private startAt = 0

  constructor(
    private room: Room,
    private shape: Shape,
  ) {
    this.count = new Count(room.accounts.length, (kind) => counters[kind].add(1))
    this.members = room.accounts.map((account, index) => {
      return new Member({ visitor: new Visitor(URL, account.cookie), roomId: room.id, index }, this.count, {
        delivered: ({ intendedAt }) => deliveryMs.add(Date.now() - intendedAt),
        acked: ({ intendedAt }) => ackMs.add(Date.now() - intendedAt),
        reconnected: () => counters.reconnects.add(1),
        refused: () => counters.refused.add(1),
      })
    })
  }

  /** Talks when everyone is there. */
  begin() {
    const deadline = Date.now() + READY_MS
    const timer = setInterval(() => {
      const isReady = this.members.every((member) => member.hasBeenReady)
      if (!isReady && Date.now() < deadline) return
      clearInterval(timer)
      if (!check(isReady, { 'everyone is connected': (is) => is })) return this.end()
      this.startAt = Date.now()
      this.talk()
      if (this.shape.stormSeconds) this.rage(this.shape.stormSeconds)
      setTimeout(() => this.drain(Date.now() + DRAIN_MS), this.shape.seconds * 1000)
    }, 100)
  }

  /** Members take turns at a steady pace, whatever the server does meanwhile. */
  private talk() {
    const everyMs = 60_000 / (this.shape.perMinute * this.members.length)
    const intendedAt = this.startAt + this.messages * everyMs
    if (intendedAt >= this.startAt + this.shape.seconds * 1000) return
    setTimeout(
      () => {
        this.say(intendedAt)
        this.talk()
      },
      Math.max(0, intendedAt - Date.now()),
    )
  }

  private say(intendedAt: number) {
    const number = this.messages++
    const body = `${`#${number} of ${this.room.id} `.padEnd(this.shape.size - 1, 'papo ')}.`
    counters.sent.add(1)
    this.members[number % this.members.length]?.say({ clientId: uuidV7(), body, intendedAt, isAcked: false })
  }

  private rage(everySeconds: number) {
    const timer = setInterval(() => {
      for (const member of this.members) if (Math.random() < this.shape.stormShare) member.drop()
    }, everySeconds * 1000)
    // Not with its next turn, which may be minutes away: k6 would wait for it.
    setTimeout(() => clearInterval(timer), this.shape.seconds * 1000)
  }

  private drain(deadline: number) {
    if (this.count.open > 0 && Date.now() < deadline) {
      setTimeout(() => this.drain(deadline), 200)
      return
    }
    const unanswered = this.count.unanswered().length
    const lost = this.count.finish()
    counters.expected.add(this.count.expected)
    counters.delivered.add(this.count.delivered)
    counters.lost.add(lost)
    counters.rooms.add(1)
    check(this.count, {
      'there was something to deliver': ({ expected }) => expected > 0,
      'every message was answered': () => unanswered === 0,
      'every expected delivery arrived': ({ expected, delivered }) => expected === delivered,
    })
    this.end()
  }

  private end() {
    for (const member of this.members) member.end()
  }
}

/** What the server wants for a `clientId`. */
function uuidV7() {
  const time = Date.now().toString(16).padStart(12, '0')
  const random = Array.from({ length: 18 }, () => Math.floor(Math.random() * 16).toString(16)).join('')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6)}`
}
