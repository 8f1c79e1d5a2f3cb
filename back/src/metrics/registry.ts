import { collectDefaultMetrics, Gauge, type Metric, Registry } from 'prom-client'
import { measures } from '../infra/measures.js'

/** One number, or several by labels of which there are few. */
export type Reading = number | { value: number; labels: Record<string, string> }[]
export type Reader = { name: string; help: string; labels?: string[]; read: () => Reading | Promise<Reading> }

const READ_WITHIN_MS = 2_000

/** All that this process can say of itself: Node's own figures, what it counted, and what `readers` find when asked. */
export function registryOf(readers: Reader[]): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 20 })
  // Of prom-client's metrics the registry asks for a name and this form alone.
  for (const measure of Object.values(measures)) registry.registerMetric(measure as unknown as Metric)
  for (const { name, help, labels = [], read } of readers)
    new Gauge({
      ...{ name, help, labelNames: labels, registers: [registry] },
      async collect() {
        this.reset()
        const reading = await inTime(read)
        if (typeof reading === 'number') this.set(reading)
        else for (const { value, labels } of reading) this.set(labels, value)
      },
    })
  return registry
}

/** A store that is away leaves its figures out; the others are there. */
async function inTime(read: Reader['read']): Promise<Reading> {
  const late = AbortSignal.timeout(READ_WITHIN_MS)
  const nothing = new Promise<Reading>((resolve) => late.addEventListener('abort', () => resolve([])))
  return Promise.race([
    Promise.resolve()
      .then(read)
      .catch(() => []),
    nothing,
  ])
}
