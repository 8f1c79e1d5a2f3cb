/** How a request is answered: not at all by us, by the network while it lasts, or from what is kept. */
export type Way = 'pass' | 'page' | 'kept'
type Asked = { url: URL; method: string; mode: string }
type Shell = { origin: string; files: ReadonlySet<string> }

/** What is said to the server is never kept: it is for one person and one moment. */
const LIVE = /^\/(api|socket\.io|health)(\/|$)/

export function wayOf({ url, method, mode }: Asked, shell: Shell): Way {
  if (method !== 'GET' || url.origin !== shell.origin || LIVE.test(url.pathname)) return 'pass'
  if (mode === 'navigate') return 'page'
  return shell.files.has(url.pathname) ? 'kept' : 'pass'
}

/** The caches that a new version lets go of: a tab of the version before it may still be open. */
export function outdated(names: readonly string[], own: string, prefix: string): string[] {
  const others = names.filter((name) => name.startsWith(prefix) && name !== own)
  return others.slice(0, -1)
}
