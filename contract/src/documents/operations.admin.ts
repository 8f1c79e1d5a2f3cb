import type { Operations } from './operation.js'

export const ADMINISTRATION = {
  'GET admin/users': { id: 'listAccounts', says: 'All accounts', query: 'listAdmin', answer: 'adminUsers' },
  'PATCH admin/users/:id': {
    id: 'updateAccount',
    says: 'Give an account another role, or ban it',
    body: 'updateAdminUser',
    answer: 'adminUser',
  },
  'DELETE admin/users/:id/second-factor': {
    id: 'endAccountSecondFactor',
    says: 'Let someone log in by the password alone again',
    more: 'For who has neither their app nor a recovery code any more. Be sure that it is them.',
    answer: 'done',
  },
  'GET admin/users/:id/sessions': {
    id: 'listAccountSessions',
    says: 'Where someone is logged in',
    answer: 'sessions',
  },
  'DELETE admin/users/:id/sessions': {
    id: 'endAccountSessions',
    says: 'End all sessions of an account',
    answer: 'done',
  },
  'DELETE admin/users/:id/sessions/:sessionId': {
    id: 'endAccountSession',
    says: 'End one session of an account',
    answer: 'done',
  },
  'GET admin/rooms': {
    id: 'listAllRooms',
    says: 'All rooms but direct ones',
    query: 'listAdmin',
    answer: 'adminRooms',
  },
  'DELETE admin/rooms/:id': { id: 'deleteAnyRoom', says: 'Delete any room but a direct one', answer: 'done' },
  'GET admin/settings': {
    id: 'getInstallation',
    says: 'Settings of the installation',
    answer: 'installation',
  },
  'PATCH admin/settings': {
    id: 'updateInstallation',
    says: 'Change settings of the installation',
    more: 'They hold at once, on every instance. Null goes back to the limit of the environment.',
    body: 'updateInstallation',
    answer: 'installation',
  },
  'GET admin/bots': { id: 'listBots', says: 'All bots', answer: 'bots' },
  'POST admin/bots': {
    id: 'createBot',
    says: 'Make an account for a program',
    more: 'Nobody logs in with it: it calls with tokens. Ban its account to stop it.',
    body: 'createBot',
    status: 201,
    answer: 'bot',
    refuses: ['conflict'],
  },
  'GET admin/bots/:id/tokens': { id: 'listBotTokens', says: 'A bot’s tokens', answer: 'apiTokens' },
  'POST admin/bots/:id/tokens': {
    id: 'createBotToken',
    says: 'Make a token for a bot',
    body: 'createToken',
    status: 201,
    answer: 'madeToken',
    refuses: ['conflict'],
  },
  'DELETE admin/bots/:id/tokens/:tokenId': {
    id: 'revokeBotToken',
    says: 'Revoke a bot’s token',
    answer: 'done',
  },
  'GET admin/cluster': {
    id: 'getCluster',
    says: 'The processes that live, and what they stand on',
    more: 'Instances, workers, the servers of Redis and the queues, as of two seconds ago. A process that died is gone within ten.',
    answer: 'cluster',
  },
  'POST admin/cluster/:instance/drain': {
    id: 'drainInstance',
    says: 'Take an instance out of service',
    more: 'It says that it is not ready, then its sockets leave it over some seconds. Refused for the last one that is ready.',
    answer: 'done',
    refuses: ['conflict'],
  },
  'DELETE admin/cluster/:instance/drain': {
    id: 'takeInInstance',
    says: 'Take it in again',
    answer: 'done',
  },
  'GET admin/journal': {
    id: 'listJournal',
    says: 'What concerns the whole installation',
    more: 'Settings, roles, bans, refused logins, exports, accounts that went; the latest first. Without bodies or tokens.',
    query: 'listJournal',
    answer: 'journal',
  },
  'GET rooms/system/stats': { id: 'getStats', says: 'Figures of the installation', answer: 'stats' },
  'POST rooms/system/cleanup': {
    id: 'cleanUp',
    says: 'Delete rooms that nobody used for so long',
    query: 'cleanup',
    answer: 'cleanup',
  },
} satisfies Operations

export const OPERATION = {
  'GET health/live': { id: 'isLive', says: 'Whether the process runs', open: true, answer: 'health' },
  'GET health/ready': {
    id: 'isReady',
    says: 'Whether it can take calls',
    more: 'PostgreSQL, Redis and the backplane answer, and it is not on its way out.',
    open: true,
    answer: 'health',
  },
  'GET health': { id: 'getHealth', says: 'The same as `/health/ready`', open: true, answer: 'health' },
  'GET docs': { id: 'readDocuments', says: 'This page', open: true, answer: 'page' },
  'GET docs/openapi.json': {
    id: 'getOpenApi',
    says: 'The HTTP calls, as OpenAPI 3.1',
    open: true,
    answer: 'document',
  },
  'GET docs/asyncapi.json': {
    id: 'getAsyncApi',
    says: 'The socket’s commands and events, as AsyncAPI 3.0',
    open: true,
    answer: 'document',
  },
} satisfies Operations
