import type { Presence } from '@papo/contract'

export type Seen = { state: Presence; lastSeenAt?: string }

/** Says how people are now. Whoever is missing in the answer is offline and was never seen. */
export abstract class PresenceReader {
  abstract of(userIds: string[]): Promise<Map<string, Seen>>

  /** How many people are online on all instances. */
  abstract online(): Promise<number>
}
