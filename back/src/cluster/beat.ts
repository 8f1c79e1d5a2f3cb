import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common'
import { FLOW } from '@papo/contract'
import { isUnavailable } from '../errors.js'
import { Readiness } from '../health/readiness.js'
import { Loop } from '../infra/loop.js'
import { LOGGER, type Logger } from '../logger.js'
import { LeaseStore, type Want } from './lease.store.js'
import { OwnFigures } from './own.figures.js'
import { ProcessWatch } from './process.figures.js'

const BEAT_MS = FLOW.stepSeconds * 1_000

/** Says every two seconds that this process lives and how it fares, and hears what is wanted of it. */
@Injectable()
export class Beat implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly watch = new ProcessWatch()
  private readonly listeners: ((want: Want) => void)[] = []
  private readonly loop = new Loop({
    step: async () => {
      await this.beat()
      return false
    },
    everyMs: BEAT_MS,
    afterFailureMs: BEAT_MS,
    onFailure: (error) =>
      isUnavailable(error)
        ? this.logger.warn({ err: error }, 'beat missed')
        : this.logger.error({ err: error }, 'beat missed'),
  })

  constructor(
    private readonly leases: LeaseStore,
    private readonly readiness: Readiness,
    private readonly own: OwnFigures,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Told at each beat, for as long as it is wanted. */
  on(listener: (want: Want) => void): void {
    this.listeners.push(listener)
  }

  onApplicationBootstrap(): void {
    this.loop.start()
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.watch.end()
    await this.loop.end()
    await this.leases.end(this.own.role).catch(() => undefined)
  }

  private async beat(): Promise<void> {
    const problems = await this.readiness.problems()
    const said = JSON.stringify({ ...this.watch.take(), problems, ...this.own.take() })
    const flags = { ready: problems.length === 0, draining: this.readiness.isDraining }
    const want = await this.leases.renew(this.own.role, { ...flags, said })
    if (want) for (const listener of this.listeners) listener(want)
  }
}
