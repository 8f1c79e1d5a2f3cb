import { Injectable } from '@nestjs/common'
import { measures } from '../infra/measures.js'
import { Queues } from '../infra/queue.js'
import type { Spread } from '../infra/spread.js'
import { Rates } from './history.js'
import { OwnFigures, type OwnSays } from './own.figures.js'

const part = (spread: Spread, suffix: string) =>
  spread.get().values.find(({ metricName }) => metricName.endsWith(suffix))?.value ?? 0
const totals = () => ({
  busySeconds: part(measures.persist, '_sum'),
  stored: measures.rows.get().values[0]?.value ?? 0,
  lagSeconds: part(measures.persistLag, '_sum'),
})

@Injectable()
export class WorkerFigures extends OwnFigures {
  override readonly role = 'worker'
  private readonly rates = new Rates(totals(), performance.now())

  constructor(private readonly queues: Queues) {
    super()
  }

  override take(): OwnSays {
    const { busySeconds, stored, lagSeconds } = this.rates.take(totals(), performance.now())
    return {
      busyShare: Math.min(1, Math.round(busySeconds * 1_000) / 1_000),
      storedPerSecond: Math.round(stored * 10) / 10,
      ...(stored > 0 && { lagMs: Math.round((lagSeconds / stored) * 1_000) }),
      queues: this.queues.names,
    }
  }
}
