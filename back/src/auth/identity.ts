import type { Scope } from '@papo/contract'

/** Whose request it is. `expiresAt` is the access token's end; the session may outlive it by a refresh. */
export type Identity = {
  userId: string
  sessionId: string
  expiresAt: Date
  /** Of an API token: what it may do. People at their own screens may do anything of theirs. */
  scopes?: readonly Scope[]
}
