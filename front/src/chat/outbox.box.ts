import { notify, type ChatStore } from './chat.store'
import { drop, type Outbox, type OutboxItem, put } from './outbox'
import type { OutboxStorage } from './outbox.storage'

export type Box = ReturnType<typeof createBox>

/** The store's outbox and its copy on disk, kept equal: every change is on disk before anything else happens. */
export function createBox(store: ChatStore, storage: OutboxStorage) {
  /** Those that the disk had no room for: they live as long as this tab. */
  const unsaved = new Set<string>()

  const save = (item: OutboxItem): void => {
    try {
      storage.save(item)
      unsaved.delete(item.clientId)
    } catch {
      if (unsaved.size === 0) notify(store, 'composer.storage')
      unsaved.add(item.clientId)
    }
  }

  const change = (how: (outbox: Outbox) => Outbox): void => {
    const before = store.getState().outbox
    const after = how(before)
    if (after === before) return
    const gone = new Map(before.map((i) => [i.clientId, i]))
    for (const item of after) {
      if (gone.get(item.clientId) !== item) save(item)
      gone.delete(item.clientId)
    }
    for (const clientId of gone.keys()) storage.remove(clientId)
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

  /** As all tabs see it; null if another tab sent it and saw it saved, or gave it up. */
  const read = (clientId: string): OutboxItem | null => {
    const mine = unsaved.has(clientId) && store.getState().outbox.find((i) => i.clientId === clientId)
    return mine || storage.read(clientId)
  }

  return { change, load, takeFromOtherTab, read, clear: storage.clear }
}
