// Imports nothing but types, so that the web app can ask without zod.
import type { UserSettings } from './models.js'

type Hours = NonNullable<UserSettings['dndHours']>

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Whether someone does not want to be disturbed at a moment: until they say otherwise, or every day at that hour. */
export function isQuiet({ dnd, dndHours }: Pick<UserSettings, 'dnd' | 'dndHours'>, at: Date): boolean {
  return dnd || (dndHours !== null && isWithin(dndHours, at))
}

/** From the first minute up to the last, which is not part of it; two equal times are the whole day. */
function isWithin({ from, to, timeZone }: Hours, at: Date): boolean {
  const now = timeIn(timeZone, at)
  return from < to ? from <= now && now < to : now >= from || now < to
}

/** Such as 07:05. */
function timeIn(timeZone: string, at: Date): string {
  const clock = clocks.get(timeZone) ?? clockOf(timeZone)
  clocks.set(timeZone, clock)
  return clock.format(at)
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const shape = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  try {
    return new Intl.DateTimeFormat('en-GB', { ...shape, timeZone })
  } catch {
    // A zone that one browser knows and this machine does not.
    return new Intl.DateTimeFormat('en-GB', { ...shape, timeZone: 'UTC' })
  }
}
