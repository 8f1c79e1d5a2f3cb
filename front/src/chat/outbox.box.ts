import { notify, type ChatStore } from './chat.store'
import { drop, type Outbox, put } from './outbox'
import type { OutboxStorage } from './outbox.storage'

export type Box = ReturnType<typeof createBox>

/** The store's outbox and its copy on disk, kept equal: every change is on disk before anything else happens. */
export function createBox(store: ChatStore, storage: OutboxStorage) {
  let warned = false

  const save = (before: Outbox, after: Outbox) => {
    const known = new Map(before.map((i) => [i.clientId, i]))
    for (const item of after) {
      if (known.get(item.clientId) !== item) storage.save(item)
      known.delete(item.clientId)
    }
    for (const clientId of known.keys()) storage.remove(clientId)
  }

  const change = (how: (outbox: Outbox) => Outbox): void => {
    const before = store.getState().outbox
    const after = how(before)
    if (after === before) return
    try {
      save(before, after)
    } catch {
      if (!warned) notify(store, 'composer.storage')
      warned = true
    }
    store.setState({ outbox: after })
  }

  /** What another tab did; false if the event is not about this outbox. */
  const takeFromOtherTab = (event: StorageEvent): boolean => {
    const changed = storage.changeOf(event)
    if (!changed) return false
    const { clientId, item } = changed
    store.setState(({ outbox }) => ({ outbox: item ? put(outbox, item) : drop(outbox, clientId) }))
    return true
  }

  const load = (): void => store.setState({ outbox: storage.load().reduce<Outbox>(put, []) })

  return { change, load, takeFromOtherTab, read: storage.read, clear: storage.clear }
}
