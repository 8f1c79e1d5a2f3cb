import { expect, test, vi } from 'vitest'
import type { Logger } from '../logger.js'
import { BEAT_MS, PATIENCE } from './heart.beat.js'
import { errandOf, subjectOf } from './destination.js'
import { StompLine, WAITING_BYTES_MAX } from './stomp.line.js'

const frame = (headers: Record<string, string>) => ({
  command: 'CONNECT',
  headers: new Map(Object.entries(headers)),
  body: Buffer.alloc(0),
})

function stage(beats = '0,0') {
  const wire = {
    said: [] as string[],
    waitingBytes: 0,
    send: (text: string) => void wire.said.push(text),
    ping: () => true,
    close: vi.fn(),
    terminate: vi.fn(),
  }
  const warn = vi.fn()
  const line = new StompLine(wire, { warn, error: warn } as unknown as Logger, vi.fn())
  line.agree(frame({ 'accept-version': '1.2', 'heart-beat': beats }))
  return { wire, line, warn }
}

test('a client that does not read is cut off by the first frame beyond what may wait', () => {
  const { wire, line, warn } = stage()
  wire.waitingBytes = WAITING_BYTES_MAX
  line.write('MESSAGE', {}, 'fits')
  wire.waitingBytes++
  line.write('MESSAGE', {}, 'does not')
  expect(wire.said).toHaveLength(1)
  expect(wire.terminate).toHaveBeenCalledOnce()
  expect(warn).toHaveBeenCalledWith(
    expect.objectContaining({ bytes: WAITING_BYTES_MAX + 1 }),
    'slow socket closed',
  )
})

test('heart-beats come as agreed, and never more often than the server offers', () => {
  const { wire, line } = stage('0,1')
  line.userId = 'alice'
  const now = performance.now()
  line.tick(now + BEAT_MS / 2)
  expect(wire.said).toEqual([])
  line.tick(now + BEAT_MS)
  expect(wire.said).toEqual(['\n'])
})

test('whoever is silent for longer than agreed is cut off, and only then', () => {
  const { wire, line } = stage('20000,0')
  line.userId = 'alice'
  const now = performance.now()
  line.tick(now + PATIENCE * 20_000 - 1_000)
  expect(wire.terminate).not.toHaveBeenCalled()
  line.tick(now + PATIENCE * 20_000 + 1_000)
  expect(wire.terminate).toHaveBeenCalledOnce()
})

test('whoever does not say who they are is cut off soon', () => {
  const { wire, line } = stage()
  line.tick(performance.now() + 11_000)
  expect(wire.terminate).toHaveBeenCalledOnce()
})

test('nothing is said after the end', () => {
  const { wire, line } = stage()
  line.fail(new Error('x'))
  line.write('MESSAGE', {})
  expect(wire.said).toHaveLength(1)
  expect(wire.said[0]).toMatch(/^ERROR\n/)
  expect(wire.close).toHaveBeenCalledOnce()
})

const ROOM = '0190d6c0-0000-7000-8000-000000000000'

test('destinations name a room or what has none, and nothing else exists', () => {
  expect(errandOf(`/app/room/${ROOM}/send`)).toEqual({ act: 'send', roomId: ROOM })
  expect(subjectOf(`/topic/public/${ROOM}`)).toEqual({ of: 'chat', roomId: ROOM })
  expect(subjectOf(`/topic/status/${ROOM}`)).toEqual({ of: 'status', roomId: ROOM })
  for (const wrong of [
    '',
    'toString',
    '__proto__',
    '/topic/room/x',
    `/topic/rooms/${ROOM}`,
    `/topic/room/${ROOM}/x`,
  ]) {
    expect(() => subjectOf(wrong)).toThrow('No such destination')
    expect(() => errandOf(wrong)).toThrow('No such destination')
  }
})
