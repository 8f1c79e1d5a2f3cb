import type { Options } from 'k6/options'

/** How large a conversation is. */
export interface Shape {
  rooms: number
  members: number
  seconds: number
  /** Messages of each member. */
  perMinute: number
  /** Characters of each. */
  size: number
  /** How often connections break, if at all, and which part of them. */
  stormSeconds?: number
  stormShare: number
}

const SHAPES: Record<string, Shape> = {
  smoke: { rooms: 2, members: 5, seconds: 10, perMinute: 18, size: 120, stormShare: 0 },
  fanout: { rooms: 1, members: 100, seconds: 60, perMinute: 6, size: 120, stormShare: 0 },
  storm: { rooms: 4, members: 25, seconds: 60, perMinute: 18, size: 120, stormSeconds: 15, stormShare: 0.5 },
  soak: {
    rooms: 4,
    members: 25,
    seconds: 3600,
    perMinute: 12,
    size: 120,
    stormSeconds: 300,
    stormShare: 0.1,
  },
}

/** Registering, and what is waited for before and after the talk. */
const ASIDE_SECONDS = 120

export const URL = (__ENV['PAPO_URL'] ?? 'http://localhost:8080').replace(/\/$/, '')

/** A scenario's own shape, but for what the environment says. */
export function shapeOf(name: string): Shape {
  const shape = SHAPES[name]
  if (!shape) throw new Error(`no scenario ${name}`)
  const names = ['rooms', 'members', 'seconds', 'perMinute', 'size', 'stormSeconds', 'stormShare'] as const
  const given = names.flatMap((key) => {
    const value = __ENV[`PAPO_${key.replace(/[A-Z]/g, '_$&').toUpperCase()}`]
    return value === undefined || value === '' ? [] : [[key, Number(value)] as const]
  })
  return { ...shape, ...Object.fromEntries(given) }
}

/** One virtual user for each room; the verdict is in the thresholds. */
export function optionsOf(name: string): Options {
  const { rooms, seconds } = shapeOf(name)
  const none = ['count==0']
  return {
    setupTimeout: '10m',
    summaryTrendStats: ['med', 'p(95)', 'p(99)', 'max'],
    scenarios: {
      [name]: {
        executor: 'per-vu-iterations',
        exec: 'talk',
        vus: rooms,
        iterations: 1,
        maxDuration: `${seconds + ASIDE_SECONDS}s`,
      },
    },
    thresholds: {
      checks: ['rate==1'],
      // A room that ended in an error has not been counted.
      papo_rooms: [`count==${rooms}`],
      papo_expected: ['count>0'],
      papo_lost: none,
      papo_doubled: none,
      papo_disorder: none,
      papo_corrupted: none,
      papo_refused: none,
      papo_delivery_ms: ['p(95)<10000'],
    },
  }
}
