import { Injectable } from '@nestjs/common'
import { Queues } from '../infra/queue.js'
import { Readiness } from '../health/readiness.js'
import { MetricsServer } from './metrics.server.js'

/** What a worker says besides. */
@Injectable()
export class WorkerReaders {
  constructor(server: MetricsServer, readiness: Readiness, queues: Queues) {
    readiness.also(() => (queues.stopped.length > 0 ? ['queues'] : []))
    server.add({
      ...{ name: 'papo_queue_jobs', help: 'Jobs in the queues, the same seen from every worker' },
      labels: ['queue', 'state'],
      read: async () =>
        (await queues.depths()).map(({ queue, state, jobs }) => ({ value: jobs, labels: { queue, state } })),
    })
  }
}
