import { hostname } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { ProcessFigures } from '@papo/contract'
import { VERSION } from '../infra/version.js'
import { Rates } from './history.js'

/** Each look wakes the process, also when it has nothing to do. */
const RESOLUTION_MS = 100
const NS_PER_MS = 1e6
const US_PER_SECOND = 1e6
const tenths = (value: number) => Math.round(value * 10) / 10

const cpuTotal = () => {
  const { user, system } = process.cpuUsage()
  return { cpu: user + system }
}

/** How this process fares, since it was asked before. */
export class ProcessWatch {
  private readonly delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  private readonly cpu = new Rates(cpuTotal(), performance.now())
  private readonly startedAt = new Date(Date.now() - process.uptime() * 1_000).toISOString()

  constructor() {
    this.delay.enable()
  }

  take(): Omit<ProcessFigures, 'name' | 'ready' | 'problems'> {
    const { cpu } = this.cpu.take(cpuTotal(), performance.now())
    // It tells from one look to the next, the pause between two of them included.
    const p99Ms = this.delay.count > 0 ? this.delay.percentile(99) / NS_PER_MS - RESOLUTION_MS : 0
    this.delay.reset()
    return {
      version: VERSION,
      host: hostname(),
      startedAt: this.startedAt,
      loopDelayMs: tenths(Math.max(0, p99Ms)),
      memoryBytes: process.memoryUsage.rss(),
      cpuShare: Math.round((cpu / US_PER_SECOND) * 1_000) / 1_000,
    }
  }

  end(): void {
    this.delay.disable()
  }
}
