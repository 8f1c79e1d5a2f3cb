/** What an installation says of ages; 0: no limit. */
export type Bounds = { defaultDays: number; maxDays: number }

/** After how many days a room's messages are erased; 0: never. `chosen` null: as the installation says. */
export function daysOf(chosen: number | null, { defaultDays, maxDays }: Bounds): number {
  const days = chosen ?? defaultDays
  if (maxDays === 0) return days
  return days === 0 ? maxDays : Math.min(days, maxDays)
}
