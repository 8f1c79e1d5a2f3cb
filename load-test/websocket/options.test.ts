import { describe, expect, it } from 'vitest'
import { UsageError } from './option-values.js'
import { readOptions } from './options.js'
import { randomText, seededRandom, uuidV7 } from './random.js'

const read = (...argv: string[]) => readOptions(argv, '/reports')

describe('the options of the load test', () => {
  it('stay under the server’s default limit of messages unless told otherwise', () => {
    expect(read('--url', 'http://localhost:8080/', '--users', '100')).toMatchObject({
      origin: 'http://localhost:8080',
      users: 100,
      roomSizes: [25, 25, 25, 25],
      ratePerMinute: 18,
      jsonFile: '/reports/report.json',
    })
  })

  it('read times in seconds and minutes', () => {
    expect(read('--duration', '2m', '--ramp', '1.5s')).toMatchObject({ durationMs: 120_000, rampMs: 1500 })
    expect(read('--duration', '8h')).toMatchObject({ durationMs: 28_800_000 })
  })

  it('seat everyone, whatever the rooms', () => {
    expect(read('--users', '10', '--rooms', '4')).toMatchObject({ roomSizes: [3, 3, 2, 2] })
    expect(read('--users', '10', '--room-sizes', '4,1x2')).toMatchObject({ roomSizes: [4, 1, 1, 4] })
  })

  it('read ranges, storms and processes', () => {
    const wild = ['--size', '40-400', '--think', '3s-10s', '--storm', '20', '--watch', '12,redis=34']
    expect(read(...wild)).toMatchObject({
      size: [40, 400],
      thinkMs: [3000, 10_000],
      storm: { everyMs: 20_000, share: 0.5 },
      watch: [{ pid: 12 }, { pid: 34, name: 'redis' }],
    })
  })

  it.each([
    ['--users', 'many'],
    ['--users', '0'],
    ['--rooms', '101'],
    ['--rate', '-1'],
    ['--duration', '1d'],
    ['--size', '400-40'],
    ['--size', '10'],
    ['--room-sizes', '4x'],
    ['--storm-share', '2', '--storm', '5'],
    ['--watch', 'redis'],
    ['--url', 'localhost'],
    ['--url', 'ftp://localhost'],
    ['--unknown', '1'],
  ])('refuse %s %s', (...argv) => {
    expect(() => read(...argv)).toThrow(UsageError)
  })
})

describe('the texts of the load test', () => {
  it('are repeated by the same seed and have the asked length in characters', () => {
    const texts = [1, 1, 2].map((seed) => randomText(seededRandom(seed), 120, '#1'))
    expect(texts[0]).toBe(texts[1])
    expect(texts[0]).not.toBe(texts[2])
    expect(texts.map((text) => [...text].length)).toEqual([120, 120, 120])
    expect(texts.map((text) => text.trim() === text && text.isWellFormed())).toEqual([true, true, true])
  })

  it('carry clientIds of version 7 that begin with the time', () => {
    const id = uuidV7(0x0193_4a5b_6c7d)
    expect(id).toMatch(/^01934a5b-6c7d-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})
