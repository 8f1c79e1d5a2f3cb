import type { JoinedRoom, Message, Self, User } from '@papo/contract'

/** The latest messages of a room as they stood, applied up to `head`. */
export type KeptPage = {
  readonly roomId: string
  readonly epoch: number
  readonly head: number
  readonly hasBefore: boolean
  readonly messages: readonly Message[]
}
export type KeptList = {
  readonly version: typeof KEPT_VERSION
  readonly self: Self
  readonly rooms: readonly JoinedRoom[]
  readonly people: readonly User[]
}
/** What a person saw last on this device: enough to open the app without a server. */
export type Kept = { readonly list: KeptList; readonly pages: readonly KeptPage[] }

/** Raised whenever what is kept changes its shape: what an older app kept is then left alone. */
export const KEPT_VERSION = 1

const DATABASE = 'papo'
const STORE = 'shelf'
const LIST = ''

/** One record per room, and one for the list of rooms, each under its person's id. */
type Key = [userId: string, roomId: string]
const allOf = (userId: string) => IDBKeyRange.bound([userId], [userId, []])
export type Changes = { readonly list: KeptList; readonly pages: readonly KeptPage[] }

export async function loadKept(userId: string): Promise<Kept | null> {
  const records = await within('readonly', (store) => store.getAll(allOf(userId)))
  const list = records.find((one): one is KeptList => isRecord(one) && 'self' in one)
  const pages = records.filter((one): one is KeptPage => isRecord(one) && 'messages' in one)
  return list?.version === KEPT_VERSION && list.self.id === userId ? { list, pages } : null
}

/** What was said in a room that one has left, on whatever device and whenever, does not stay on this one. */
export function keep(userId: string, { list, pages }: Changes): Promise<unknown> {
  return within('readwrite', (store) => {
    store.put(list, [userId, LIST] satisfies Key)
    for (const page of pages) store.put(page, [userId, page.roomId] satisfies Key)
    const keys = store.getAllKeys(allOf(userId))
    keys.onsuccess = () => {
      for (const key of strayKeys(keys.result, list)) store.delete(key)
    }
    return keys
  })
}

/** The keys of rooms that are not on the list. */
export function strayKeys(keys: readonly IDBValidKey[], { rooms }: Pick<KeptList, 'rooms'>): IDBValidKey[] {
  const listed = new Set<unknown>([LIST, ...rooms.map((room) => room.id)])
  return keys.filter((key) => !Array.isArray(key) || !listed.has(key[1]))
}

/** Nothing of anyone else stays on this device; without an id, nothing of anyone. */
export async function clearShelf(except?: string): Promise<void> {
  await within('readwrite', (store) => {
    if (except === undefined) return store.clear()
    store.delete(IDBKeyRange.upperBound([except], true))
    return store.delete(IDBKeyRange.lowerBound([except, []], true))
  })
}

async function within<T>(
  mode: IDBTransactionMode,
  task: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open()
  try {
    const transaction = database.transaction(STORE, mode)
    const request = task(transaction.objectStore(STORE))
    return await new Promise<T>((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error ?? new Error('aborted'))
    })
  } finally {
    database.close()
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('no database'))
  })
}

const isRecord = (value: unknown): value is object => typeof value === 'object' && value !== null
