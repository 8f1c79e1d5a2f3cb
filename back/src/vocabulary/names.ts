import { Inject, Injectable } from '@nestjs/common'
import { Batch } from '../infra/batch.js'
import { LOGGER, type Logger } from '../logger.js'
import { type Named, VocabularyStore } from './vocabulary.store.js'

/** A new name is seen after this long. */
const KEPT_MS = 30_000
const REMEMBERED = 10_000

/** Who someone is, asked once for all who are told of them. */
@Injectable()
export class Names {
  private readonly known = new Map<string, { named: Named; atMs: number }>()
  private readonly batch = new Batch<Named>({ everyMs: 0, ask: (ids) => this.store.names(ids) })

  constructor(
    private readonly store: VocabularyStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Never throws: what cannot be looked up now goes by its id. */
  async of(userId: string): Promise<Named> {
    const known = this.known.get(userId)
    if (known && performance.now() - known.atMs < KEPT_MS) return known.named
    const anybody = { id: userId, username: userId, displayName: userId }
    try {
      return this.remember((await this.batch.of(userId)) ?? anybody)
    } catch (error) {
      this.logger.warn({ userId, err: error }, 'name not known')
      return known?.named ?? anybody
    }
  }

  private remember(named: Named): Named {
    this.known.delete(named.id)
    this.known.set(named.id, { named, atMs: performance.now() })
    if (this.known.size > REMEMBERED) this.known.delete(this.known.keys().next().value ?? '')
    return named
  }
}
