// Imports nothing but names, so that the app can ask it too.
import type { CommandName } from './names.js'

/** What an API token may do: look and listen; say; run rooms; read what administrators read. */
export const SCOPES = ['read', 'write', 'rooms', 'admin:read'] as const
export type Scope = (typeof SCOPES)[number]

type Rule = { methods?: readonly string[]; path: RegExp; scope: Scope | undefined }

const CHANGES = ['POST', 'PUT', 'PATCH', 'DELETE']
/** The first one that fits decides. Whatever none of them names, a token may not do. */
const RULES: readonly Rule[] = [
  { methods: ['GET'], path: /^(admin\/|rooms\/system\/)/, scope: 'admin:read' },
  { path: /^(admin\/|rooms\/system\/)/, scope: undefined },
  { methods: ['GET'], path: /^(auth\/me|users\/me\/(storage|blocks))$/, scope: 'read' },
  { methods: ['PATCH'], path: /^users\/me$/, scope: 'write' },
  // One's logins, devices, tokens and the like are for people at their own screens.
  { path: /^(auth|push|users\/me)(\/|$)/, scope: undefined },
  // What lets others in, or tells of what was done about them.
  { methods: ['GET'], path: /^rooms\/:id\/(invites|bans|audit|webhooks|hooks)/, scope: 'rooms' },
  {
    methods: ['GET'],
    path: /^(users|contacts|rooms|chats|search|uploads|files|invites)(\/|$)/,
    scope: 'read',
  },
  { methods: CHANGES, path: /^(rooms|chats)\/:id\/(messages|read|preferences)$/, scope: 'write' },
  { methods: CHANGES, path: /^(uploads(\/|$)|contacts\/|users\/:id\/block$)/, scope: 'write' },
  { methods: CHANGES, path: /^((rooms|chats)(\/|$)|invites\/|direct$)/, scope: 'rooms' },
]

/** The scope that a token needs for an HTTP call, named as the server's routes are; undefined: no token may. */
export function scopeOfCall(method: string, path: string): Scope | undefined {
  const fits = ({ methods, path: pattern }: Rule) =>
    (methods === undefined || methods.includes(method)) && pattern.test(path)
  return RULES.find(fits)?.scope
}

/** The scope that a token needs for a socket command. */
export const scopeOfCommand = (name: CommandName): Scope => (name === 'room:sync' ? 'read' : 'write')
