import { describe, expect, it } from 'vitest'
import { cpuUsOf, cpuUsOfTree, meter } from './cpu.js'
import { command, parsePacket } from './packet.js'
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
    expect(command('message:send', { body: 'hi' }, 3)).toBe('423["message:send",{"body":"hi"}]')
  })
})

describe('a comparison', () => {
  it('runs in the order A B B A', async () => {
    const order: string[] = []
    const log = (name: string) => async () => order.push(name)
    await interleave(4, { a: log('a'), b: log('b') })
    expect(order.join('')).toBe('abbaabba')
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
