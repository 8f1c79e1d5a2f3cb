import type { Operations } from './operation.js'
import { ADMINISTRATION, OPERATION } from './operations.admin.js'
import { CHATS, FILES, MESSAGES } from './operations.messages.js'
import { OIDC } from './operations.oidc.js'
import { OWN_DATA } from './operations.own.js'
import { ACCOUNTS, NOTIFICATIONS, PEOPLE } from './operations.people.js'
import { CONTACTS } from './operations.contacts.js'
import { SECOND_FACTOR } from './operations.second-factor.js'
import { MEMBERS, ROOMS } from './operations.rooms.js'
import { WEBHOOKS } from './operations.webhooks.js'

export type Group = { name: string; says: string; operations: Operations }

/** Every HTTP call, in the order in which it is read. A test holds this list to the server's routes. */
export const GROUPS: readonly Group[] = [
  { name: 'Accounts', says: 'Making one, logging in, sessions.', operations: ACCOUNTS },
  { name: 'Second factor', says: 'A code of an app, after the password.', operations: SECOND_FACTOR },
  {
    name: 'Providers',
    says: 'Logging in where one has an account already, by OpenID Connect.',
    operations: OIDC,
  },
  { name: 'People', says: 'Who they are, and whom one blocks.', operations: PEOPLE },
  { name: 'Contacts', says: 'Asking, saying yes or no, parting.', operations: CONTACTS },
  { name: 'Own data', says: 'Taking it along, and leaving for good.', operations: OWN_DATA },
  { name: 'Rooms', says: 'Finding, making and changing them.', operations: ROOMS },
  { name: 'Members', says: 'Who is in a room, and who may come in.', operations: MEMBERS },
  { name: 'Messages', says: 'History, sending, reading on.', operations: MESSAGES },
  { name: 'Chats', says: 'Rooms, for clients that call them so.', operations: CHATS },
  { name: 'Files', says: 'Up in two steps, down by short-lived links.', operations: FILES },
  { name: 'Notifications', says: 'On devices, while no tab is open.', operations: NOTIFICATIONS },
  { name: 'Webhooks', says: 'Other programs speak in a room.', operations: WEBHOOKS },
  {
    name: 'Administration',
    says: 'For administrators of the installation alone.',
    operations: ADMINISTRATION,
  },
  { name: 'Operation', says: 'For balancers and readers.', operations: OPERATION },
]
