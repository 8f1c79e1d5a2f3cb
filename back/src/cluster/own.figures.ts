import type { InstanceFigures, ProcessFigures, WorkerFigures } from '@papo/contract'
import type { Role } from './lease.store.js'

type Common = keyof ProcessFigures
/** What a process of either kind says besides what every process does. */
export type OwnSays =
  Omit<InstanceFigures, Common | 'draining'> | (Omit<WorkerFigures, Common> & { queues: string[] })

/** Counted elsewhere, on the way of messages; read here when the beat asks. */
export abstract class OwnFigures {
  abstract readonly role: Role
  abstract take(): OwnSays
}
