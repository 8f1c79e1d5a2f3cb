import { describe, expect, it } from 'vitest'
import { cpuUsOf, cpuUsOfTree, meter } from './cpu.js'
import { CENTRIFUGE, parsePacket, SOCKET_IO } from './packet.js'
import { interleave, percentile, requireWhole, spread } from './ratio.js'

describe('frames by hand', () => {
  it('are read as Socket.IO writes them', () => {
    expect(parsePacket('0{"sid":"x"}')).toEqual({ kind: 'open' })
    expect(parsePacket('2')).toEqual({ kind: 'ping' })
    expect(parsePacket('40{"sid":"x"}')).toEqual({ kind: 'connected' })
    expect(parsePacket('44{"message":"no"}')).toEqual({ kind: 'refused', reason: { message: 'no' } })
    expect(parsePacket('42["room:events",[1]]')).toEqual({ kind: 'event', name: 'room:events', payload: [1] })
    expect(parsePacket('4317[{"ok":true}]')).toEqual({ kind: 'ack', id: 17, reply: { ok: true } })
  })

  it('ask for an ack by its number', () => {
    expect(SOCKET_IO.command('message:send', { body: 'hi' }, 3)).toBe('423["message:send",{"body":"hi"}]')
  })
})

describe("Centrifugo's lines by hand", () => {
  it('are read as it writes them, several in one frame', () => {
    const lines = [
      '{"id":1,"connect":{"client":"x","ping":25,"pong":true}}',
      '{"id":4,"publish":{}}',
      '{"id":5,"error":{"code":107,"message":"bad request"}}',
      '{}',
    ]
    expect(CENTRIFUGE.read(`${lines.join('\n')}\n`)).toEqual([
      { kind: 'connected' },
      { kind: 'ack', id: 2, reply: { ok: true } },
      { kind: 'ack', id: 3, reply: { ok: false, error: { code: 107, message: 'bad request' } } },
      { kind: 'ping' },
    ])
    const push = '{"push":{"channel":"r","pub":{"data":{"body":"hi"}}}}'
    const event = { kind: 'event', name: 'publication', payload: { body: 'hi' } }
    expect(CENTRIFUGE.read(`${push}\n${push}`)).toEqual([event, event])
  })

  it('ask by a number of their own, to which the answer is found again', () => {
    const payload = { roomId: 'r', body: 'hi' }
    expect(JSON.parse(CENTRIFUGE.command('publish', payload, 2))).toEqual({
      id: 4,
      publish: { channel: 'r', data: payload },
    })
    expect(JSON.parse(CENTRIFUGE.command('subscribe', 'r', 0))).toEqual({
      id: 2,
      subscribe: { channel: 'r' },
    })
  })
})

describe('a comparison', () => {
  it('runs in the order A B B A', async () => {
    const order: string[] = []
    const log = (name: string) => async () => order.push(name)
    await interleave(4, { a: log('a'), b: log('b') })
    expect(order.join('')).toBe('abbaabba')
    expect(await interleave(2, { a: async () => 1, b: async () => 2, c: async () => 3 })).toEqual([
      { a: 1, b: 2, c: 3 },
      { a: 1, b: 2, c: 3 },
    ])
  })

  it('gives median, lowest and highest', () => {
    expect(spread([3, 1, 2])).toEqual({ median: 2, low: 1, high: 3 })
    expect(spread([4, 1, 2, 3])).toEqual({ median: 2.5, low: 1, high: 4 })
  })

  it('has no figure when something did not arrive', () => {
    expect(() => requireWhole('papo', { 'not delivered': 0, refused: 0 })).not.toThrow()
    expect(() => requireWhole('papo', { 'not delivered': 1, refused: 0 })).toThrow('papo: 1 not delivered')
  })

  it('gives percentiles over all parts', () => {
    expect(percentile([Float64Array.of(1, 4), Float64Array.of(2, 3)], 0.5)).toBe(2)
    expect(percentile([Float64Array.of(1, 4), Float64Array.of(2, 3)], 0.99)).toBe(4)
  })
})

describe('processor time', () => {
  it('is that of the process since the meter was started, with its children or without', () => {
    const pid = process.pid
    const stop = meter({ self: () => cpuUsOf(pid), tree: () => cpuUsOfTree(pid) })
    const before = cpuUsOf(pid)
    while (cpuUsOf(pid) - before < 50_000) Math.sqrt(2)
    const { used, othersShare } = stop()
    expect(used.self).toBeGreaterThanOrEqual(50_000)
    expect(used.tree).toBeGreaterThanOrEqual(50_000)
    expect(othersShare).toBeLessThanOrEqual(1)
  })

  it('is no figure where the process has ended', () => {
    expect(() => cpuUsOf(2 ** 30)).toThrow('no figure, because process 1073741824 ended')
  })
})
