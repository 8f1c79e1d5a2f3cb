import { setTimeout as pause } from 'node:timers/promises'

type Patience = { withinMs?: number; what?: string }

/** Polls until `read` gives something truthy, and returns it. @throws after the deadline, naming what was awaited */
export async function until<T>(
  read: () => T | Promise<T>,
  { withinMs = 20_000, what = read.toString() }: Patience = {},
): Promise<Exclude<T, false | 0 | '' | null | undefined>> {
  const deadline = performance.now() + withinMs
  for (;;) {
    const value = await read()
    if (value) return value as Exclude<T, false | 0 | '' | null | undefined>
    if (performance.now() > deadline) throw new Error(`still not after ${withinMs} ms: ${what}`)
    await pause(20)
  }
}
