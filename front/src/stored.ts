/** localStorage, or a stand-in that lasts as long as the page where the browser forbids it. */
export const deviceStorage: Storage = openStorage()

function openStorage(): Storage {
  try {
    localStorage.getItem('')
    return localStorage
  } catch {
    return memoryStorage()
  }
}

/** As localStorage, but in memory. */
export function memoryStorage(): Storage {
  const map = new Map<string, string>()
  return {
    get length() {
      return map.size
    },
    key: (index) => [...map.keys()][index] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
    clear: () => map.clear(),
  }
}

export function readStored(key: string): string | null {
  return deviceStorage.getItem(key)
}

/** A full storage is no reason to stop: the value then lasts as long as the page. */
export function writeStored(key: string, value: string | null): void {
  try {
    if (value === null) deviceStorage.removeItem(key)
    else deviceStorage.setItem(key, value)
  } catch {
    // Nothing that is kept this way is needed for more than comfort.
  }
}
