/** Whose request it is. `expiresAt` is the access token's end; the session may outlive it by a refresh. */
export type Identity = { userId: string; sessionId: string; expiresAt: Date }
