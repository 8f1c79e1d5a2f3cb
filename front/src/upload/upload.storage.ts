import type { Patch, Upload } from './upload'

const DATABASE = 'papo-uploads'
/** Apart, so that a change of its state does not write a whole file anew. */
const [STATES, BYTES] = ['state', 'bytes']
type Key = [userId: string, localId: string]
const allOf = (userId: string) => IDBKeyRange.bound([userId], [userId, []])

export type UploadStorage = ReturnType<typeof uploadStorage>

/** One's files on their way, on this device. Every function rejects where the browser keeps nothing, or has no room. */
export function uploadStorage(userId: string) {
  let opened: Promise<IDBDatabase> | null = null
  const database = () => (opened ??= open())
  const keyOf = (localId: string): Key => [userId, localId]

  return {
    load: async () =>
      (await within(await database(), (states) => states.getAll(allOf(userId)))).filter(isUpload),
    add: async (upload: Upload, file: Blob) =>
      within(await database(), (states, bytes) => {
        bytes.put(file, keyOf(upload.localId))
        return states.put(upload, keyOf(upload.localId))
      }),
    /** Of one that is gone, it does nothing. */
    patch: async (localId: string, changes: Patch) =>
      within(await database(), (states) => {
        const key = keyOf(localId)
        const before = states.get(key) as IDBRequest<unknown>
        before.onsuccess = () => {
          if (isUpload(before.result)) states.put({ ...before.result, ...changes }, key)
        }
        return before
      }),
    remove: async (localId: string) =>
      within(await database(), (states, bytes) => {
        bytes.delete(keyOf(localId))
        return states.delete(keyOf(localId))
      }),
    async file(localId: string): Promise<Blob | null> {
      const found = await within(
        await database(),
        (_, bytes) => bytes.get(keyOf(localId)) as IDBRequest<unknown>,
      )
      return found instanceof Blob ? found : null
    },
    clear: async () =>
      within(await database(), (states, bytes) => {
        bytes.delete(allOf(userId))
        return states.delete(allOf(userId))
      }),
    /** What other accounts left: only on a person's word. */
    clearOthers: async () =>
      within(await database(), (states, bytes) => {
        const [before, after] = [
          IDBKeyRange.upperBound([userId], true),
          IDBKeyRange.lowerBound([userId, []], true),
        ]
        for (const range of [before, after]) bytes.delete(range)
        states.delete(before)
        return states.delete(after)
      }),
    close: () => void opened?.then((one) => one.close()).catch(() => undefined),
  }
}

type Task<T> = (states: IDBObjectStore, bytes: IDBObjectStore) => IDBRequest<T>

function within<T>(database: IDBDatabase, task: Task<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction([STATES, BYTES], 'readwrite')
    const request = task(transaction.objectStore(STATES), transaction.objectStore(BYTES))
    transaction.oncomplete = () => resolve(request.result)
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'))
  })
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1)
    request.onupgradeneeded = () => [STATES, BYTES].forEach((name) => request.result.createObjectStore(name))
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('no database'))
  })
}

const isUpload = (value: unknown): value is Upload =>
  typeof value === 'object' && value !== null && 'localId' in value && 'state' in value
