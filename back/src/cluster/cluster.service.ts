import { Inject, Injectable } from '@nestjs/common'
import {
  type ClusterView,
  type InstanceFigures,
  instanceFigures,
  type WorkerFigures,
  workerFigures,
} from '@papo/contract'
import { z } from 'zod'
import { ChatError, notFound } from '../errors.js'
import { Kept } from '../infra/kept.js'
import { Queues } from '../infra/queue.js'
import { JournalStore } from '../journal/journal.store.js'
import { LOGGER, type Logger } from '../logger.js'
import { type Lease, LeaseStore, type Want } from './lease.store.js'
import { NodesStore } from './nodes.store.js'

/** Two versions may run side by side: what another one says besides is passed over. */
const SAYS = {
  instance: z.object(instanceFigures.omit({ name: true, ready: true, draining: true }).shape),
  worker: z.object(workerFigures.omit({ name: true, ready: true }).shape),
  queues: z.object({ queues: z.array(z.string()) }),
}
/** Several who look at the same time ask once. */
const KEPT_MS = 1_000

/** What administrators see of the processes, and what they do with instances. */
@Injectable()
export class ClusterService {
  private readonly kept = new Kept(() => this.look(), KEPT_MS)

  constructor(
    private readonly leases: LeaseStore,
    private readonly nodes: NodesStore,
    private readonly queues: Queues,
    private readonly journal: JournalStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  view(): Promise<ClusterView> {
    return this.kept.get()
  }

  /**
   * The instance obeys at its next beat, wherever this is asked; what is so already stays so.
   * @throws ChatError `not_found`; `conflict` when nobody else could take the people of the instance
   */
  async want(actorId: string, name: string, want: Want): Promise<void> {
    const answer = await this.leases.want(name, want)
    this.kept.forget()
    if (answer === 'unknown') throw notFound('instance')
    if (answer === 'last')
      throw new ChatError('conflict', 'No other instance is ready: nobody could take over.')
    if (answer === 'same') return
    const action = want === 'out' ? 'instance.drained' : 'instance.takenIn'
    try {
      await this.journal.write({ action, actorId, detail: { instance: name } })
    } catch (error) {
      // Nobody would know who did it.
      await this.leases.want(name, want === 'out' ? 'in' : 'out').catch(() => undefined)
      throw error
    }
    this.logger.info({ actorId, name, want }, 'an instance is wanted out or in')
  }

  private async look(): Promise<ClusterView> {
    const [leases, redis] = await Promise.all([this.leases.all(), this.nodes.nodes()])
    const names = leases.flatMap(({ said }) => parsed(SAYS.queues, said)?.queues ?? [])
    return {
      at: new Date().toISOString(),
      instances: leases.flatMap(toInstance),
      workers: leases.flatMap(toWorker),
      redis,
      queues: await this.queues.countsOf([...new Set([...names, ...this.queues.names])].sort()),
    }
  }
}

function parsed<S extends z.ZodType>(schema: S, said: string): z.output<S> | undefined {
  return schema.safeParse(JSON.parse(said)).data
}

function toInstance({ role, name, ready, draining, said }: Lease): InstanceFigures[] {
  const figures = role === 'instance' ? parsed(SAYS.instance, said) : undefined
  return figures ? [{ name, ready: ready && !draining, draining, ...figures }] : []
}

function toWorker({ role, name, ready, said }: Lease): WorkerFigures[] {
  const figures = role === 'worker' ? parsed(SAYS.worker, said) : undefined
  return figures ? [{ name, ready, ...figures }] : []
}
