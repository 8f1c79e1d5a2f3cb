import type { UserChange } from '@papo/contract'
import { updateSelf } from '../session/session.store'
import type { Uploads } from '../upload/uploads'
import type { Blocks } from './blocks'
import { type ChatStore, notify, removeRoom } from './chat.store'
import type { People } from './people'
import type { ReadCursor } from './read'
import type { RoomList } from './room-list'
import type { Preferences } from './room-preferences'

type ContactChange = Extract<UserChange, { type: 'contact' }>
type Deps = {
  store: ChatStore
  read: ReadCursor
  people: People
  blocks: Blocks
  roomList: RoomList
  preferences: Preferences
  uploads: Pick<Uploads, 'hear'>
}

/** Something of one's own changed, here or on another tab or device. */
export function hearOfSelf(deps: Deps, change: UserChange): void {
  const { store, read, people, roomList, preferences } = deps
  switch (change.type) {
    case 'profile':
      store.setState({ self: change.user })
      people.learn([change.user])
      return updateSelf(change.user)
    case 'read':
      return read.heard(change)
    case 'room.joined':
      return roomList.enter(change.room)
    case 'room.left':
      return removeRoom(store, change.roomId)
    case 'room.preferences':
      return preferences.heard(change.roomId, change.preferences)
    case 'upload':
      return deps.uploads.hear(change.upload)
    case 'blocks':
      return deps.blocks.heard(change.userIds)
    case 'contact':
      return hearOfContact(store, change)
  }
}

/** Whoever is asked is told so in passing, wherever they look. */
function hearOfContact(store: ChatStore, { user, state, requests }: ContactChange): void {
  store.setState({ contactRequests: requests, contactNews: { userId: user.id, state } })
  if (state === 'asking') notify(store, 'contacts.asks', { name: user.displayName })
}
