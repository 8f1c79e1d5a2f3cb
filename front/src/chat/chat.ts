import type { Self } from '@papo/contract'
import { api } from '../api'
import { createSocket } from '../socket'
import type { Kept } from '../offline/shelf'
import { deviceStorage } from '../stored'
import { createUploads, type Uploads } from '../upload/uploads'
import { type Blocks, createBlocks } from './blocks'
import { type Beside, createBeside } from './beside'
import { createCatchUp } from './catch-up'
import { createChatStore, type ChatStore } from './chat.store'
import { type Conversation, createConversation } from './conversation'
import { createDrafts, type Drafts } from './drafts'
import { createMemberships, type Memberships } from './membership'
import { createMessages, type Messages } from './messages'
import { createNews, type News } from './news'
import { type Box, createBox } from './outbox.box'
import { discardOthers, outboxStorage, sweepOthers } from './outbox.storage'
import { createOwnPresence, type OwnPresence } from './own-presence'
import { createOwnSettings, type OwnSettings } from './own-settings'
import { openOffline } from './offline-start'
import { createPeople, type People } from './people'
import { createRoomList } from './room-list'
import { createPreferences, type Preferences } from './room-preferences'
import { createReadCursor, type ReadCursor } from './read'
import { createSender } from './sender'
import { hintOn, requestOn, startSync } from './sync'

export type Chat = {
  store: ChatStore
  conversation: Conversation
  memberships: Memberships
  messages: Messages
  people: People
  blocks: Blocks
  read: ReadCursor
  preferences: Preferences
  presence: OwnPresence
  settings: OwnSettings
  news: News
  beside: Beside
  drafts: Drafts
  uploads: Uploads
  box: Box
  listRooms: () => Promise<void>
  discardOthers: () => void
  /** Starts talking to the server; returns what ends it. */
  start: () => () => void
}

/** Everything of one person's chat, from login to logout; at first what was kept of it, if there is no server. */
export function createChat(self: Self, kept?: Kept): Chat {
  const store = createChatStore(self)
  const socket = createSocket()
  const [request, hint] = [requestOn(socket), hintOn(socket)]
  const box = createBox(store, outboxStorage(self.id, deviceStorage))
  const drafts = createDrafts(store, deviceStorage)
  const people = createPeople(store, api)
  const blocks = createBlocks(store, api)
  const read = createReadCursor(store, request)
  const catchUp = createCatchUp({ store, api, box, request })
  const roomList = createRoomList({ store, api, people, onHole: catchUp.healSoon })
  const sender = createSender({ store, box, request })
  const uploads = createUploads({ store, box, sender })
  const preferences = createPreferences(store, api)
  const settings = createOwnSettings(store, api)
  const presence = createOwnPresence({ store, settings, hint })
  const news = createNews()
  const beside = createBeside(store, api, people)

  const start = () => {
    box.load()
    presence.load()
    const stopWaiting = kept ? openOffline({ store, roomList, kept }) : undefined
    store.setState({ othersUnsent: sweepOthers(self.id, deviceStorage) })
    const stops = [hearTabs([box, drafts, presence]), beside.start(), uploads.start()]
    void roomList.load()
    const own = { read, preferences, presence, news, uploads }
    const stopSync = startSync({ socket, store, box, catchUp, roomList, sender, people, blocks, ...own })
    return () => {
      stops.forEach((stop) => stop())
      stopSync()
      stopWaiting?.()
      catchUp.stop()
      sender.stop()
    }
  }

  return {
    store,
    conversation: createConversation(store, api, people),
    memberships: createMemberships(store, api, roomList),
    messages: createMessages({ store, box, sender, request, hint, uploads }),
    people,
    blocks,
    read,
    ...{ preferences, presence, settings, news, beside, drafts, uploads, box },
    listRooms: roomList.load,
    discardOthers() {
      discardOthers(self.id, deviceStorage)
      void uploads.clearOthers()
      store.setState({ othersUnsent: 0 })
    },
    start,
  }
}

/** What other tabs did, told to whomever it is about. */
function hearTabs(parts: readonly { takeFromOtherTab: (event: StorageEvent) => boolean }[]): () => void {
  const onStorage = (event: StorageEvent) => void parts.some((part) => part.takeFromOtherTab(event))
  addEventListener('storage', onStorage)
  return () => removeEventListener('storage', onStorage)
}
