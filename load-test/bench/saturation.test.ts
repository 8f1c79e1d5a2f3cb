import { describe, expect, it, vi } from 'vitest'
import { isTimed, Running, type Batch } from './batch.js'
import { nowMs } from './clock.js'
import { Member } from './crowd.js'
import { perRoom } from './door.js'
import { BY_DEFAULT, chosen, MEASURES, unknown } from './measures.js'
import { faultsOf, summarise } from './outcome.js'
import { CENTRIFUGE, SOCKET_IO } from './packet.js'
import { MANNERS, returnDelayMs } from './return-delay.js'
import { serversOf } from './stand.js'
import { figure, judge } from './verdict.js'

const SHAPE = { rooms: 1, membersPerRoom: 2 }
const TALLY = {
  sent: 2,
  acked: 2,
  refused: 0,
  delivered: 4,
  distinct: 4,
  disorder: 0,
  frames: 6,
  lastMs: 2_000,
  latencyMs: Float64Array.of(1, 2, 3, 4),
}

/** Two members of a room whose socket keeps what they say. */
function pair() {
  const said: { index: number; body: string; answer: (reply: { ok: boolean }) => void }[] = []
  const members = [0, 1].map((index) => {
    const seat = { index, roomId: 'r', origin: 'http://127.0.0.1:1', headers: {} }
    const member = Object.create(Member.prototype) as Member
    const send = (_: string, { body }: { body: string }, answer: (reply: { ok: boolean }) => void) =>
      said.push({ index, body, answer })
    const own = { system: 'bare', seat, counts: new Uint8Array(0), disorder: 0, socket: { frames: 0, send } }
    return Object.assign(member, own)
  })
  /** The server's part. */
  const deliver = (number: number) => {
    const { body, answer } = said[number] ?? { body: '', answer: () => undefined }
    answer({ ok: true })
    for (const member of members) member.onMessage(member, body)
  }
  return { said, members, deliver }
}

const batch = (pace: Batch['pace']): Batch => ({
  ...SHAPE,
  crowd: 'bare',
  number: 1,
  messages: 6,
  size: 60,
  startMs: nowMs(),
  pace,
  apart: 1,
})

describe('a flood', () => {
  it('always has so many messages under way, and sends the next when a sender has its own back', async () => {
    const { said, members, deliver } = pair()
    const running = new Running(batch({ inFlight: 3, seconds: 60 }), members)
    running.start()
    await vi.waitFor(() => expect(said).toHaveLength(3))
    deliver(0)
    expect(said).toHaveLength(4)
    expect(running.progress).toEqual({ sent: 4, answered: 1, delivered: 2, ended: false })
  })

  it('ends at its time, or when it has sent all that it may', async () => {
    const { said, members, deliver } = pair()
    const brief = new Running(batch({ inFlight: 3, seconds: 0 }), members)
    brief.start()
    expect(brief.progress.ended).toBe(true)
    const running = new Running(batch({ inFlight: 3, seconds: 60 }), members)
    running.start()
    await vi.waitFor(() => expect(said).toHaveLength(3))
    for (let number = 0; number < 6; number++) deliver(number)
    expect(running.progress).toEqual({ sent: 6, answered: 6, delivered: 12, ended: true })
    expect(running.tally).toMatchObject({ sent: 6, acked: 6, delivered: 12, distinct: 12 })
  })

  it('counts what came twice as one delivery', async () => {
    const { said, members, deliver } = pair()
    const running = new Running(batch({ inFlight: 1, seconds: 60 }), members)
    running.start()
    await vi.waitFor(() => expect(said).toHaveLength(1))
    deliver(0)
    deliver(0)
    expect(running.tally).toMatchObject({ delivered: 4, distinct: 2 })
  })
})

describe('an open loop', () => {
  it('stamps each message with the time at which it was meant to go', async () => {
    const { said, members } = pair()
    const steady = batch({ perSecond: 1_000_000 })
    new Running(steady, members).start()
    await vi.waitFor(() => expect(said).toHaveLength(steady.messages))
    const stamps = said.map(({ body }) => (Number(body.split(':')[2]) - steady.startMs) * 1_000)
    expect(stamps.map(Math.round)).toEqual([0, 1, 2, 3, 4, 5])
    expect(said.map(({ index }) => index)).toEqual([0, 1, 0, 1, 0, 1])
  })

  it('times only what went from one instance to another, where that is asked', () => {
    expect(isTimed({ place: 3, sender: 3, apart: 1 })).toBe(true)
    expect(isTimed({ place: 3, sender: 1, apart: 2 })).toBe(false)
    expect(isTimed({ place: 1, sender: 4, apart: 2 })).toBe(true)
  })
})

describe('an outcome', () => {
  it('is whole when everything arrived once', () => {
    const faults = faultsOf([TALLY], { planned: 2, membersPerRoom: 2 })
    expect(Object.values(faults)).toEqual([0, 0, 0, 0, 0, 0])
  })

  it('names each kind of fault', () => {
    const bad = { ...TALLY, acked: 1, refused: 1, delivered: 5, distinct: 3, disorder: 1 }
    expect(faultsOf([bad], { planned: 3, membersPerRoom: 2 })).toEqual({
      'not sent': 1,
      'not acknowledged': 2,
      refused: 1,
      'not delivered': 3,
      'delivered twice': 2,
      'out of order': 1,
    })
  })

  it('has deliveries per second until the last one, and costs per delivery', () => {
    const used = { backs: 40, worker: 0, redis: 8, postgres: 0, door: 0, clients: 4 }
    const tallies = [TALLY, { ...TALLY, lastMs: 5_000 }]
    expect(summarise(tallies, { startMs: 1_000, used, othersShare: 0 })).toMatchObject({
      deliveries: 8,
      deliveriesPerSecond: 2,
      usPerDelivery: { backs: 5, redis: 1, clients: 0.5 },
      framesPerDelivery: 1.5,
      p50Ms: 2,
      p99Ms: 4,
    })
  })

  it('tells the rate of every room that makes so many deliveries', () => {
    expect(perRoom(20_000, { rooms: 10, membersPerRoom: 100 })).toBe(20)
  })
})

describe('a verdict', () => {
  it('is on the median of the ratios, not on the ratio of medians', () => {
    const pairs = [
      { a: 10, b: 10 },
      { a: 30, b: 10 },
      { a: 80, b: 40 },
    ]
    const of = (run: number) => run
    expect(figure(pairs, { name: 'x', unit: '', of, goal: { atMost: 2 } })).toEqual({
      name: 'x',
      unit: '',
      pairs: 3,
      papo: { median: 30, low: 10, high: 80 },
      baseline: { median: 10, low: 10, high: 40 },
      ratio: { median: 2, low: 1, high: 3 },
      target: '≤ 2',
      met: true,
    })
  })

  it('is missed by what is no number', () => {
    expect(judge(NaN, { atMost: 1 }).met).toBe(false)
    expect(judge(NaN, { atLeast: 1 }).met).toBe(false)
    expect(judge(3, { atLeast: 3 })).toEqual({ target: '≥ 3', met: true })
  })
})

describe('coming back', () => {
  it('waits as long as socket.io-client does, twice as long each time, and never longer than the most', () => {
    expect(returnDelayMs(MANNERS.bare, 0, 0.4)).toBeCloseTo(800)
    expect(returnDelayMs(MANNERS.bare, 0, 0.5)).toBeCloseTo(1_250)
    expect(returnDelayMs(MANNERS.papo, 1, 0.5)).toBeCloseTo(2_900)
    expect(returnDelayMs(MANNERS.papo, 9, 0.9)).toBe(10_000)
  })
})

describe('the choice of measures', () => {
  it('is by name, with search as another name for P9', () => {
    expect(chosen('p1, search')).toEqual(['P1', 'P9'])
    expect(unknown(['P1', 'P9', 'P11'])).toEqual(['P11'])
  })

  it('leaves out by default only those that make millions of messages', () => {
    const all = new Set(MEASURES.flatMap(({ of }) => of))
    expect([...all].filter((name) => !BY_DEFAULT.includes(name))).toEqual(['P6'])
  })
})

describe('the door', () => {
  it('says of every instance whether it is up, and which cookie binds to it', () => {
    const csv = [
      '# pxname,svname,status,cookie,',
      'chat,FRONTEND,OPEN,,',
      'instances,back1,UP,aa,',
      'instances,back2,DOWN,bb,',
      'instances,BACKEND,UP,PAPO,',
    ].join('\n')
    expect(serversOf(csv)).toEqual([
      { status: 'UP', cookie: 'aa' },
      { status: 'DOWN', cookie: 'bb' },
    ])
  })

  it('hands the same broadcast to many sockets, which is parsed once', () => {
    const frame = '42["message",{"body":"hi"}]'
    const { read } = SOCKET_IO
    expect(read(frame)).toEqual([{ kind: 'event', name: 'message', payload: { body: 'hi' } }])
    expect(read(frame)[0]).toBe(read(frame)[0])
    expect(read('430[{"ok":true}]')[0]).not.toBe(read('430[{"ok":true}]')[0])
    const push = '{"push":{"channel":"r","pub":{"data":{"body":"hi"}}}}'
    expect(CENTRIFUGE.read(`{}\n${push}`)[1]).toBe(CENTRIFUGE.read(push)[0])
  })
})
