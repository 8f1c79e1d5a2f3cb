const MENTION = /(?<![\w.@-])@([a-z0-9_.-]{3,32})/gi
const MAX_MENTIONS = 50

/** The usernames that a text addresses as `@name`, without the punctuation that ends a sentence. */
export function mentionedIn(body: string): string[] {
  if (!body.includes('@')) return []
  const names = [...body.matchAll(MENTION)].flatMap(([, name = '']) => {
    const lower = name.toLowerCase()
    return [lower, lower.replace(/[.-]+$/, '')]
  })
  return [...new Set(names)].filter((name) => name.length >= 3).slice(0, MAX_MENTIONS)
}
