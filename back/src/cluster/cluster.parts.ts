import type { Provider, Type } from '@nestjs/common'
import { Beat } from './beat.js'
import { ClusterController } from './cluster.controller.js'
import { ClusterService } from './cluster.service.js'
import { Draining } from './draining.js'
import { InstanceFigures } from './instance.figures.js'
import { LeaseStore } from './lease.store.js'
import { NodesStore } from './nodes.store.js'
import { OwnFigures } from './own.figures.js'
import { WorkerFigures } from './worker.figures.js'

export const clusterControllers: Type[] = [ClusterController]
export const clusterProviders: Provider[] = [
  ...[LeaseStore, NodesStore, ClusterService, Beat, Draining],
  { provide: OwnFigures, useClass: InstanceFigures },
]
export const clusterWorkerProviders: Provider[] = [
  ...[LeaseStore, Beat],
  { provide: OwnFigures, useClass: WorkerFigures },
]
