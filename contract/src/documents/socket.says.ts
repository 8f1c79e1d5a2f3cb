import type { CommandName, ServerEventName } from '../names.js'

type Said = { says: string; more?: string }

/** Every command, as people read of it. */
export const COMMAND_SAYS: Record<CommandName, Said> = {
  'message:send': {
    says: 'Send a message',
    more: 'The same `clientId` gets the first answer again: repeat it after a lost ack, and nothing stands twice.',
  },
  'message:edit': { says: 'Change a message of one’s own' },
  'message:delete': { says: 'Delete a message', more: 'One’s own, or any as owner or admin of the room.' },
  'message:pin': { says: 'Pin a message' },
  'message:unpin': { says: 'Pin a message no longer' },
  'preview:remove': { says: 'Take the preview of a link away' },
  'reaction:add': { says: 'React to a message' },
  'reaction:remove': { says: 'Take a reaction back' },
  'room:sync': {
    says: 'Get the events that were missed',
    more: 'All from `since` to `head` without a hole, or `reset`: then load the latest page of history instead.',
  },
  'read:set': {
    says: 'Say up to where one has read',
    more: 'It only rises, unless `unread` says otherwise.',
  },
  'typing:set': { says: 'Say that one is typing', more: 'It holds for six seconds.' },
  'presence:set': { says: 'Say whether one is there', more: 'For this connection.' },
}

/** Every event of the server, as people read of it. */
export const EVENT_SAYS: Record<ServerEventName, Said> = {
  ready: {
    says: 'The connection is in all of its person’s rooms',
    more: 'Said once, first. Sync every room whose head is not the one that the client knows.',
  },
  'room:events': {
    says: 'What happened in rooms',
    more: 'Ascending by `seq` within a room, without holes: on a hole, wait a moment, then `room:sync`.',
  },
  heartbeat: { says: 'Where rooms stand', more: 'So that a client notices what it missed.' },
  'typing:changed': { says: 'Someone types, or no longer' },
  'presence:changed': { says: 'People came or went' },
  'read:changed': { says: 'How far others have read' },
  'people:changed': { says: 'New profiles of people in one’s rooms' },
  'user:changed': { says: 'Something of one’s own changed, on whichever device' },
}
