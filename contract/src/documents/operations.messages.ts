import type { Operations } from './operation.js'

/** Rooms under another name, for clients that know them by it. */
export const CHATS = {
  'GET chats': {
    id: 'listChats',
    says: 'The same as `GET /rooms`',
    query: 'listRooms',
    answer: ['joinedRooms', 'publicRooms'],
  },
  'POST chats': {
    id: 'createChat',
    says: 'The same as `POST /rooms`',
    body: 'createRoom',
    status: 201,
    answer: 'joinedRoom',
    refuses: ['conflict'],
  },
  'GET chats/:id/messages': {
    id: 'listChatMessages',
    says: 'The same as `GET /rooms/{id}/messages`',
    query: 'listMessages',
    answer: 'messages',
  },
  'POST chats/:id/messages': {
    id: 'sendChatMessage',
    says: 'The same as `POST /rooms/{id}/messages`',
    body: 'sendMessage',
    status: 201,
    answer: 'accepted',
    refuses: ['conflict'],
  },
} satisfies Operations

export const MESSAGES = {
  'GET rooms/:id/messages': {
    id: 'listMessages',
    says: 'A page of history',
    more: 'The latest without a position; else before, after or around a `seq`. Ascending; events up to `head` are applied.',
    query: 'listMessages',
    answer: 'messages',
  },
  'POST rooms/:id/messages': {
    id: 'sendMessage',
    says: 'Send a message',
    more: 'The same path as the command `message:send`. The same `clientId` gets the first answer again, so repeat it after a lost answer.',
    body: 'sendMessage',
    status: 201,
    answer: 'accepted',
    refuses: ['conflict'],
  },
  'POST rooms/:id/read': {
    id: 'setRead',
    says: 'Say up to where one has read',
    more: 'It only rises.',
    body: 'read',
    answer: 'read',
  },
  'GET rooms/:id/pins': { id: 'listPins', says: 'Pinned messages', query: 'list', answer: 'pins' },
  'GET rooms/:id/reads': {
    id: 'listReads',
    says: 'How far the others have read',
    answer: 'reads',
  },
  'GET search': {
    id: 'search',
    says: 'Find messages that one may read',
    more: '`q` takes words, "phrases", -exclusions and the filters from: in: before: after: on: has:',
    query: 'search',
    answer: 'search',
  },
} satisfies Operations

export const FILES = {
  'POST uploads': {
    id: 'createUpload',
    says: 'Begin to upload a file',
    more: 'The answer says where to PUT the bytes: at once, or a large file in parts.',
    body: 'createUpload',
    status: 201,
    answer: 'createdUpload',
    refuses: ['not_found'],
  },
  'GET uploads/:id': { id: 'getUpload', says: 'How far an upload is', answer: 'upload' },
  'POST uploads/:id/complete': {
    id: 'completeUpload',
    says: 'Say that all bytes were sent',
    more: 'The file is checked then; `user:changed` tells when it is clean, or why it was refused.',
    answer: 'upload',
    refuses: ['conflict'],
  },
  'DELETE uploads/:id': {
    id: 'cancelUpload',
    says: 'Give an upload up',
    answer: 'done',
    refuses: ['conflict'],
  },
  'GET files/:id': {
    id: 'getFile',
    says: 'The bytes of a file',
    more: 'Redirects to a link that works for a minute.',
    query: 'download',
    answer: 'redirect',
  },
  'GET files/:id/thumbnail': {
    id: 'getThumbnail',
    says: 'A picture in small',
    more: 'Redirects to the smallest that is at least so wide.',
    query: 'thumbnail',
    answer: 'redirect',
  },
  'GET rooms/:id/files': {
    id: 'listFiles',
    says: 'The files of a room',
    query: 'listFiles',
    answer: 'files',
  },
  'PUT blobs/:token': {
    id: 'putBlob',
    says: 'Send the bytes of a file',
    more: 'By the address that `POST /api/uploads` gave, with the type and size that it was given. Where files lie in a bucket, addresses lead there instead.',
    open: true,
    answer: 'nothing',
    refuses: ['forbidden', 'not_found', 'conflict'],
  },
  'GET blobs/:token': {
    id: 'getBlob',
    says: 'The bytes behind a redirect',
    open: true,
    answer: 'bytes',
    refuses: ['forbidden', 'not_found'],
  },
} satisfies Operations
