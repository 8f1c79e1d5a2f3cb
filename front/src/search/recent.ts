import { readStored, writeStored } from '../stored'

const MANY = 8
const keyOf = (userId: string) => `papo:searches:${userId}`

/** What was searched for on this device, the latest first. */
export function recentSearches(userId: string): string[] {
  try {
    const stored: unknown = JSON.parse(readStored(keyOf(userId)) ?? '[]')
    return Array.isArray(stored) ? stored.filter((q) => typeof q === 'string').slice(0, MANY) : []
  } catch {
    return []
  }
}

export function rememberSearch(userId: string, q: string): void {
  const wanted = q.trim()
  if (wanted === '') return
  const others = recentSearches(userId).filter((one) => one !== wanted)
  writeStored(keyOf(userId), JSON.stringify([wanted, ...others].slice(0, MANY)))
}
