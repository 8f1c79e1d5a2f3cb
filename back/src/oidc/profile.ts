import { email, LIMITS, line } from '@papo/contract'

/** What a provider tells of someone; none of it says who they are. */
export type Claims = Readonly<Record<string, unknown>>

const displayName = line(1, LIMITS.displayNameMax)
const STEM_MAX = LIMITS.usernameMax - 5
const NAMELESS = 'user'
const COUNTED_TO = 50

const textOf = (claims: Claims, name: string) => {
  const value = claims[name]
  return typeof value === 'string' ? value.trim() : ''
}

/** An address counts only if the provider says in so many words that it is theirs. */
export function emailOf(claims: Claims): string | undefined {
  if (claims['email_verified'] !== true) return undefined
  return email.safeParse(claims['email']).data
}

export function displayNameOf(claims: Claims): string | undefined {
  return displayName.safeParse(claims['name']).data
}

/** How the list of someone's logins calls this one. */
export function labelOf(claims: Claims): string {
  const found = ['preferred_username', 'email', 'name'].map((name) => textOf(claims, name)).find(Boolean)
  return displayName.safeParse(found?.slice(0, LIMITS.displayNameMax)).data ?? ''
}

/** Usernames that would fit, the best first: what they are called there, made of our letters. */
export function usernamesFor(claims: Claims): string[] {
  const names = ['preferred_username', 'nickname', 'email', 'name'].map((name) => textOf(claims, name))
  const stem = names.map(fitting).find((name) => name.length >= LIMITS.usernameMin) ?? NAMELESS
  const others = Array.from({ length: COUNTED_TO - 1 }, (_, n) => `${stem.slice(0, STEM_MAX)}-${n + 2}`)
  return [stem, ...others]
}

/** Of an address only what stands before the @. */
const fitting = (name: string): string =>
  (name.split('@')[0] ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9_.-]+/g, '.')
    .slice(0, LIMITS.usernameMax)
    .replace(/^[.-]+|[.-]+$/g, '')
