import type { CommandName } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { type Caller, CALLERS, type Stage } from './cast.js'

type Right = {
  /** Who may; everyone else is refused. */
  may: readonly Caller[]
  /** Who is asked, if not everyone. */
  asks?: readonly Caller[]
  /** In a public room, if that differs. */
  mayPublic?: readonly Caller[]
  /** The address, where `:id` does not mean the room. */
  at?: (stage: Stage) => string
  body?: (stage: Stage) => object
}

const anyone = CALLERS
const accounts = CALLERS.filter((name) => name !== 'nobody')
const members: Caller[] = ['muted', 'member', 'admin', 'owner']
const writers: Caller[] = ['member', 'admin', 'owner']
const runners: Caller[] = ['admin', 'owner']
const administrators: Caller[] = ['installationAdmin', 'installationOwner']
const clientId = () => uuidv7()
const said = () => ({ clientId: clientId(), body: 'hello' })
const other = ({ cast }: Stage) => cast.other.id
/** One that is not there. */
const aWebhook = (s: Stage) => `rooms/${s.roomId}/webhooks/outgoing/${uuidv7()}`
const room = { name: 'New name' }
/** Nothing of the room stands in the way; what is asked for may still not be there. */
const own = (may: readonly Caller[] = accounts): Right => ({ may })

/** Every route of the server, and who may call it with success. A test holds this list to the code. */
export const RIGHTS: Record<string, Right> = {
  'GET health': own(anyone),
  'GET health/ready': own(anyone),
  'GET health/live': own(anyone),
  'GET docs': own(anyone),
  'GET docs/openapi.json': own(anyone),
  'GET docs/asyncapi.json': own(anyone),
  'GET auth/registration': own(anyone),
  'POST auth/register': { may: anyone, body: () => ({}) },
  'POST auth/login': { may: anyone, body: () => ({}) },
  'POST auth/token': { may: anyone, body: () => ({}) },
  // Whoever calls it with success has no session any more.
  'POST auth/logout': { may: ['nobody'], asks: ['nobody'], body: () => ({ refreshToken: 'none' }) },
  'POST auth/password-reset': { may: anyone, body: () => ({ email: 'none' }) },
  'POST auth/password-reset/confirm': { may: anyone, body: () => ({}) },
  // Here is no provider; whoever wishes for nonsense is told so before that.
  'POST auth/oidc/start': { may: anyone, body: () => ({ returnTo: 'nowhere' }) },
  'GET auth/oidc/callback': { may: [] },
  'GET auth/identities': own(),
  'POST auth/identities': { may: [], body: () => ({}) },
  'DELETE auth/identities/:id': { may: [], at: () => `auth/identities/${uuidv7()}` },
  'POST auth/password': { may: accounts, body: () => ({ next: 'short' }) },
  'POST auth/refresh': { may: [], body: () => ({ refreshToken: 'none' }) },
  'POST auth/login/code': { may: anyone, body: () => ({}) },
  'POST auth/token/code': { may: anyone, body: () => ({}) },
  'GET auth/second-factor': own(),
  'POST auth/second-factor': { may: accounts, body: () => ({ password: 'x' }) },
  // Nothing waits for a code.
  'POST auth/second-factor/confirm': { may: [], body: () => ({ code: '000000' }) },
  'POST auth/second-factor/recovery-codes': { may: accounts, body: () => ({ password: 'x' }) },
  'POST auth/second-factor/off': { may: accounts, body: () => ({ password: 'x' }) },
  'GET auth/me': own(),
  'PUT auth/password': { may: accounts, body: () => ({ current: 'x', next: 'short' }) },
  'GET auth/sessions': own(),
  'DELETE auth/sessions/:id': { may: [], at: () => `auth/sessions/${uuidv7()}` },
  'GET users': own(),
  'GET users/:id': { may: accounts, at: (s) => `users/${other(s)}` },
  'PATCH users/me': { may: accounts, body: () => ({ statusText: 'here' }) },
  'GET users/me/tokens': own(),
  'POST users/me/tokens': {
    may: accounts,
    body: () => ({ name: 'A token', scopes: ['read'], expiresInDays: 1 }),
  },
  'DELETE users/me/tokens/:id': { may: [], at: () => `users/me/tokens/${uuidv7()}` },
  'GET users/me/storage': own(),
  'GET users/me/blocks': own(),
  'GET users/me/exports': own(),
  'POST users/me/exports': own(),
  'GET users/me/exports/:id/parts/:number': { may: [], at: () => `users/me/exports/${uuidv7()}/parts/1` },
  // With a wrong password, or the cast would be gone.
  'POST users/me/deletion': { may: accounts, body: () => ({ password: 'x', messages: 'keep' }) },
  'PUT users/:id/block': { may: accounts, at: (s) => `users/${other(s)}/block` },
  'DELETE users/:id/block': { may: accounts, at: (s) => `users/${other(s)}/block` },
  'GET contacts': own(),
  'GET contacts/requests': own(),
  'GET contacts/:id': { may: accounts, at: (s) => `contacts/${other(s)}` },
  'PUT contacts/:id': { may: accounts, at: (s) => `contacts/${s.cast.bystander.id}` },
  // They do not ask.
  'POST contacts/:id/accept': { may: [], at: (s) => `contacts/${other(s)}/accept` },
  'DELETE contacts/:id/request': { may: accounts, at: (s) => `contacts/${other(s)}/request` },
  'DELETE contacts/:id': { may: accounts, at: (s) => `contacts/${other(s)}` },
  'GET search': { may: accounts, at: () => 'search?q=hello' },
  'GET rooms': own(),
  'POST rooms': { may: accounts, body: () => ({ name: 'Another', kind: 'private' }) },
  'GET rooms/system/stats': own(administrators),
  'POST rooms/system/cleanup': {
    may: administrators,
    at: () => 'rooms/system/cleanup?inactiveMinutes=9999999',
  },
  'GET rooms/:id': { may: members, mayPublic: accounts },
  'PATCH rooms/:id': { may: runners, body: () => room },
  'PUT rooms/:id': { may: runners, body: () => ({ ...room, topic: '', kind: 'private' }) },
  'DELETE rooms/:id': own(['owner', 'installationOwner']),
  'POST rooms/:id/join': { may: members, mayPublic: accounts.filter((name) => name !== 'banned') },
  'POST rooms/:id/leave': { may: ['muted', 'member', 'admin', 'owner'] },
  'PATCH rooms/:id/preferences': { may: members, body: () => ({ pinned: true }) },
  'GET rooms/:id/retention': own(members),
  'PUT rooms/:id/retention': { may: runners, body: () => ({ days: 365 }) },
  'GET rooms/:id/members': own(members),
  'GET rooms/:id/users': own(members),
  'POST rooms/:id/members': { may: members, body: (s) => ({ userId: s.cast.stranger.id }) },
  'GET rooms/:id/members/:userId': own(members),
  'PATCH rooms/:id/members/:userId': { may: runners, body: () => ({ mutedUntil: null }) },
  'DELETE rooms/:id/members/:userId': own(runners),
  'GET rooms/:id/bans': own(runners),
  'DELETE rooms/:id/bans/:userId': { may: runners, at: (s) => `rooms/${s.roomId}/bans/${s.cast.banned.id}` },
  'GET rooms/:id/audit': own(runners),
  'GET rooms/:id/messages': own(members),
  'POST rooms/:id/messages': { may: writers, body: said },
  'POST rooms/:id/read': { may: members, body: (s) => ({ seq: s.seq }) },
  'GET rooms/:id/pins': own(members),
  'GET rooms/:id/reads': own(members),
  'GET rooms/:id/files': own(members),
  'POST rooms/:id/invites': { may: runners, body: () => ({}) },
  'GET rooms/:id/invites': own(runners),
  'DELETE rooms/:id/invites/:inviteId': {
    may: runners,
    at: (s) => `rooms/${s.roomId}/invites/${s.invite.id}`,
  },
  'GET rooms/:id/webhooks/incoming': own(runners),
  'POST rooms/:id/webhooks/incoming': { may: runners, body: () => ({ name: 'Deploys' }) },
  'DELETE rooms/:id/webhooks/incoming/:webhookId': {
    may: [],
    at: (s) => `rooms/${s.roomId}/webhooks/incoming/${uuidv7()}`,
  },
  'GET rooms/:id/webhooks/outgoing': own(runners),
  'POST rooms/:id/webhooks/outgoing': {
    may: runners,
    body: () => ({ url: 'https://example.org/', events: ['message.sent'] }),
  },
  'PATCH rooms/:id/webhooks/outgoing/:webhookId': { may: [], at: aWebhook, body: () => ({ enabled: true }) },
  'DELETE rooms/:id/webhooks/outgoing/:webhookId': { may: [], at: aWebhook },
  'GET rooms/:id/webhooks/outgoing/:webhookId/deliveries': {
    may: [],
    at: (s) => `${aWebhook(s)}/deliveries`,
  },
  'POST rooms/:id/webhooks/outgoing/:webhookId/deliveries/:deliveryId/repeat': {
    may: [],
    at: (s) => `${aWebhook(s)}/deliveries/${uuidv7()}/repeat`,
  },
  // Whoever holds its secret may, and nobody guesses one.
  'POST hooks/:secret': { may: [], at: () => 'hooks/none', body: () => ({ text: 'hello' }) },
  'GET invites/:code': { may: anyone, at: (s) => `invites/${s.invite.code}` },
  'POST invites/:code/accept': {
    may: accounts.filter((name) => name !== 'banned'),
    at: (s) => `invites/${s.invite.code}/accept`,
  },
  'GET chats': own(),
  'POST chats': { may: accounts, body: () => ({ name: 'Yet another', kind: 'private' }) },
  'GET chats/:id/messages': own(members),
  'POST chats/:id/messages': { may: writers, body: said },
  'POST direct': { may: accounts, body: (s) => ({ userIds: [other(s)] }) },
  'POST uploads': {
    may: writers,
    body: (s) => ({ roomId: s.roomId, name: 'a.txt', type: 'text/plain', size: 1 }),
  },
  'GET uploads/:id': { may: ['member'], at: (s) => `uploads/${s.uploadId}` },
  'POST uploads/:id/complete': { may: ['member'], at: (s) => `uploads/${s.uploadId}/complete` },
  'DELETE uploads/:id': { may: ['member'], at: (s) => `uploads/${s.uploadId}` },
  // Of a file that is not clean yet, nobody gets anything.
  'GET files/:id': { may: [], at: (s) => `files/${s.uploadId}` },
  'GET files/:id/thumbnail': { may: [], at: (s) => `files/${s.uploadId}/thumbnail` },
  'GET push/key': own(),
  'POST push/subscriptions': { may: accounts, body: () => ({}) },
  'DELETE push/subscriptions/:id': { may: [], at: () => `push/subscriptions/${uuidv7()}` },
  // It goes to the device that asks, and this one has none.
  'POST push/test': { may: [], body: () => ({}) },
  'GET admin/users': own(administrators),
  'PATCH admin/users/:id': {
    may: ['installationOwner', 'installationAdmin'],
    at: (s) => `admin/users/${other(s)}`,
    body: () => ({ banned: false }),
  },
  'DELETE admin/users/:id/second-factor': {
    may: administrators,
    at: (s) => `admin/users/${s.cast.bystander.id}/second-factor`,
  },
  'GET admin/users/:id/sessions': { may: administrators, at: (s) => `admin/users/${other(s)}/sessions` },
  'DELETE admin/users/:id/sessions/:sessionId': {
    may: [],
    at: (s) => `admin/users/${other(s)}/sessions/${uuidv7()}`,
  },
  'DELETE admin/users/:id/sessions': {
    may: administrators,
    at: (s) => `admin/users/${s.cast.bystander.id}/sessions`,
  },
  'GET admin/bots': own(administrators),
  'POST admin/bots': {
    may: administrators,
    body: () => ({ username: `bot.${uuidv7().slice(-12)}` }),
  },
  // Of an account that is no bot, nobody gets anything.
  'GET admin/bots/:id/tokens': { may: [], at: (s) => `admin/bots/${other(s)}/tokens` },
  'POST admin/bots/:id/tokens': {
    may: [],
    at: (s) => `admin/bots/${other(s)}/tokens`,
    body: () => ({ name: 'A token', scopes: ['read'], expiresInDays: 1 }),
  },
  'DELETE admin/bots/:id/tokens/:tokenId': {
    may: [],
    at: (s) => `admin/bots/${other(s)}/tokens/${uuidv7()}`,
  },
  'GET admin/cluster': own(administrators),
  // The only one: it stays.
  'POST admin/cluster/:instance/drain': { may: administrators, at: () => 'admin/cluster/only/drain' },
  'DELETE admin/cluster/:instance/drain': { may: administrators, at: () => 'admin/cluster/only/drain' },
  'GET admin/journal': own(administrators),
  'GET admin/settings': own(administrators),
  'PATCH admin/settings': { may: administrators, body: () => ({ previews: true }) },
  'GET admin/rooms': own(administrators),
  'DELETE admin/rooms/:id': { may: administrators, at: (s) => `admin/rooms/${s.roomId}` },
}

type Command = { may: readonly Caller[]; payload: (stage: Stage) => object }
const aimed = (s: Stage) => ({ roomId: s.roomId, clientId: clientId(), seq: s.seq })

/** Every socket command. Presence is one's own, and asks for no room. */
export const COMMAND_RIGHTS: Record<CommandName, Command> = {
  'message:send': { may: writers, payload: (s) => ({ roomId: s.roomId, ...said() }) },
  'message:edit': { may: ['member'], payload: (s) => ({ ...aimed(s), body: 'changed' }) },
  'message:delete': { may: writers, payload: aimed },
  'message:pin': { may: writers, payload: aimed },
  'message:unpin': { may: writers, payload: aimed },
  'preview:remove': { may: writers, payload: aimed },
  'reaction:add': { may: writers, payload: (s) => ({ ...aimed(s), emoji: '👍' }) },
  'reaction:remove': { may: writers, payload: (s) => ({ ...aimed(s), emoji: '👍' }) },
  'room:sync': { may: members, payload: (s) => ({ roomId: s.roomId, epoch: 0, since: 0 }) },
  'read:set': { may: members, payload: (s) => ({ roomId: s.roomId, seq: s.seq }) },
  'typing:set': { may: members, payload: (s) => ({ roomId: s.roomId, typing: true }) },
  'presence:set': { may: accounts, payload: () => ({ state: 'idle' }) },
}
