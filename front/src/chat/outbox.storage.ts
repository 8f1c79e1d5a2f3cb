import type { OutboxItem } from './outbox'

/**
 * Outbox items in localStorage, one key each, so that two tabs never overwrite each other's. It is
 * synchronous: what `save` returned from survives a crash of the tab.
 */
const PREFIX = 'papo:outbox:'
type Change = { clientId: string; item: OutboxItem | null }

export type OutboxStorage = ReturnType<typeof outboxStorage>

export function outboxStorage(userId: string, storage: Storage) {
  const prefix = `${PREFIX}${userId}:`
  return {
    load: (): OutboxItem[] =>
      keysOf(storage)
        .filter((key) => key.startsWith(prefix))
        .flatMap((key) => parseItem(storage.getItem(key)) ?? []),
    read: (clientId: string): OutboxItem | null => parseItem(storage.getItem(prefix + clientId)),
    /** Throws when the storage is full or forbidden. */
    save: (item: OutboxItem): void => storage.setItem(prefix + item.clientId, JSON.stringify(item)),
    remove: (clientId: string): void => storage.removeItem(prefix + clientId),
    clear: (): void => {
      for (const key of keysOf(storage)) if (key.startsWith(prefix)) storage.removeItem(key)
    },
    /** What another tab did to this outbox, told by a `storage` event; null if it was about something else. */
    changeOf: (event: StorageEvent): Change | null => {
      if (!event.key?.startsWith(prefix)) return null
      return { clientId: event.key.slice(prefix.length), item: parseItem(event.newValue) }
    },
  }
}

/** How many unsent messages other accounts left on this device. Those that were acknowledged are dropped here. */
export function sweepOthers(userId: string, storage: Storage): number {
  let unsent = 0
  for (const key of othersKeys(userId, storage)) {
    const item = parseItem(storage.getItem(key))
    if (!item || item.state === 'sent') storage.removeItem(key)
    else unsent++
  }
  return unsent
}

/** Deletes what other accounts left, which loses their unsent text: only on a person's word. */
export function discardOthers(userId: string, storage: Storage): void {
  for (const key of othersKeys(userId, storage)) storage.removeItem(key)
}

function othersKeys(userId: string, storage: Storage): string[] {
  return keysOf(storage).filter((key) => key.startsWith(PREFIX) && !key.startsWith(`${PREFIX}${userId}:`))
}

function keysOf(storage: Storage): string[] {
  return Array.from({ length: storage.length }, (_, i) => storage.key(i)).filter((key) => key !== null)
}

function parseItem(text: string | null): OutboxItem | null {
  if (text === null) return null
  try {
    const item = JSON.parse(text) as OutboxItem
    return typeof item.clientId === 'string' && typeof item.body === 'string' ? item : null
  } catch {
    return null
  }
}
