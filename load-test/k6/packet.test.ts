import { describe, expect, it } from 'vitest'
import { command, CONNECT, parsePacket } from './packet.ts'

describe('a packet', () => {
  it('is read whatever its kind', () => {
    expect(parsePacket('0{"sid":"a"}')).toEqual({ kind: 'open' })
    expect(parsePacket('2')).toEqual({ kind: 'ping' })
    expect(parsePacket('40{"sid":"[]"}')).toEqual({ kind: 'connected' })
    expect(parsePacket('41')).toEqual({ kind: 'disconnected' })
    expect(parsePacket('44{"message":"no"}')).toEqual({ kind: 'refused', reason: { message: 'no' } })
    expect(parsePacket('6')).toEqual({ kind: 'other' })
  })

  it('brings an event with its payload', () => {
    const packet = parsePacket('42["room:events",[{"seq":1,"data":{"body":"[2]"}}]]')
    expect(packet).toEqual({
      kind: 'event',
      name: 'room:events',
      payload: [{ seq: 1, data: { body: '[2]' } }],
    })
  })

  it('brings the answer to the command with its number', () => {
    expect(parsePacket('4317[{"ok":true}]')).toEqual({ kind: 'ack', id: 17, reply: { ok: true } })
  })

  it('is written as the server reads it', () => {
    expect(command('typing:set', { typing: true }, 3)).toBe('423["typing:set",{"typing":true}]')
    expect(CONNECT).toBe('40')
  })
})
