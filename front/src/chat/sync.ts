import type {
  Ack,
  CommandData,
  CommandInput,
  CommandName,
  RoomEvent,
  RoomHead,
  ServerEventPayload,
} from '@papo/contract'
import { ChatError } from '../chat-error'
import type { ChatSocket } from '../socket'
import type { Uploads } from '../upload/uploads'
import type { Blocks } from './blocks'
import { hearReading } from './beside'
import type { CatchUp } from './catch-up'
import { type ChatStore, removeRoom } from './chat.store'
import { keepConnected } from './connection'
import { hearPresence, hearTyping, stopTyping } from './ephemeral'
import { accept, reoffer, settlePersisted } from './outbox'
import type { News, Sent } from './news'
import type { Box } from './outbox.box'
import type { OwnPresence } from './own-presence'
import type { People } from './people'
import type { ReadCursor } from './read'
import type { RoomList } from './room-list'
import type { Preferences } from './room-preferences'
import { endsMembership, receiveInRooms } from './rooms'
import type { Sender } from './sender'
import { hearOfSelf } from './user-changes'

const ACK_TIMEOUT_MS = 5_000

/** Sends a command and resolves with its answer. @throws ChatError; `unavailable` if no answer came */
export type Request = <C extends CommandName>(
  name: C,
  payload: CommandInput<C>,
  timeoutMs?: number,
) => Promise<CommandData<C>>

export function requestOn(socket: ChatSocket): Request {
  return async (name, payload, timeoutMs = ACK_TIMEOUT_MS) => {
    // Without this the client would queue it and send it late, perhaps out of turn.
    if (!socket.connected) throw ChatError.unreachable('not connected')
    const ack = await emit(socket, { name, payload, timeoutMs })
    if (!ack.ok) throw new ChatError(ack.error)
    return ack.data
  }
}

/** Says something that nobody waits for, and that may be lost. */
export type Hint = <C extends 'typing:set' | 'presence:set'>(name: C, payload: CommandInput<C>) => void

export function hintOn(socket: ChatSocket): Hint {
  return (name, payload) => {
    if (socket.connected)
      void emit(socket, { name, payload, timeoutMs: ACK_TIMEOUT_MS }).catch(() => undefined)
  }
}

type Deps = {
  socket: ChatSocket
  store: ChatStore
  box: Box
  catchUp: CatchUp
  roomList: RoomList
  sender: Sender
  people: People
  blocks: Blocks
  read: ReadCursor
  preferences: Preferences
  presence: OwnPresence
  uploads: Pick<Uploads, 'hear'>
  news: News
}

/** The only door to the socket: what the server says goes into the store, holes go to the catch-up. */
export function startSync(deps: Deps): () => void {
  const { socket } = deps
  socket.on('ready', (ready) => onReady(deps, ready))
  socket.on('room:events', (events) => onEvents(deps, events))
  socket.on('heartbeat', ({ rooms }) => {
    for (const [roomId, head] of Object.entries(rooms)) {
      stand(deps, roomId, head)
      deps.catchUp.healSoon(roomId)
    }
    deps.roomList.meet()
  })
  socket.on('typing:changed', (change) => hearTyping(deps.store, change))
  socket.on('presence:changed', (changes) => hearPresence(deps.store, changes))
  socket.on('people:changed', (users) => deps.people.learn(users))
  socket.on('read:changed', (changes) => hearReading(deps.store, changes))
  socket.on('user:changed', (change) => hearOfSelf(deps, change))
  const stopConnection = keepConnected(deps, {
    onDisconnect: (then) => void socket.on('disconnect', then),
    onError: (then) => void socket.on('connect_error', then),
  })
  return () => {
    stopConnection()
    socket.off()
    socket.disconnect()
  }
}

function onReady(deps: Deps, ready: ServerEventPayload<'ready'>): void {
  const { self, blocked, contactRequests, rooms, instanceId } = ready
  const { store, catchUp, sender, roomList, preferences } = deps
  store.setState({ link: { state: 'online', since: Date.now() }, instanceId, contactRequests })
  const known = store.getState().rooms
  const ids = new Set(rooms.map((r) => r.roomId))
  const moved = (r: (typeof rooms)[number]) => {
    const held = known[r.roomId]
    if (!held || held.room.readSeq !== r.readSeq) return true
    return !held.timeline.span && (held.room.head !== r.head || held.room.epoch !== r.epoch)
  }
  // One list is cheaper than a sync for each room that is not on the screen.
  const stale = rooms.some(moved) || Object.keys(known).some((id) => !ids.has(id))
  if (stale || store.getState().roomsLoad !== 'ready') void roomList.load()
  for (const { roomId, epoch, head, persisted } of rooms) {
    stand(deps, roomId, { epoch, head, persisted })
    if (known[roomId]?.timeline.span) void catchUp.heal(roomId)
  }
  for (const room of rooms) preferences.resume(room)
  hearOfSelf(deps, { type: 'profile', user: self })
  hearOfSelf(deps, { type: 'blocks', userIds: blocked })
  deps.presence.greet()
  deps.people.doubt()
  deps.read.resume()
  sender.drainAll()
}

/** Takes note of where a room stands, for the outbox and for the timeline. */
function stand({ box, sender, roomList }: Deps, roomId: string, head: RoomHead): void {
  box.change((outbox) => settlePersisted(reoffer(outbox, roomId, head), roomId, head))
  sender.drain(roomId)
  roomList.hearOf(roomId, head)
}

function onEvents(deps: Deps, events: readonly RoomEvent[]): void {
  const { store, box, catchUp, people, roomList, read } = deps
  const { self, rooms: known } = store.getState()
  // The others hear of it by receiving it: every change of the store asks all that is on the page whether it is theirs.
  for (const { roomId, epoch, seq } of events)
    if (!known[roomId]) roomList.hearOf(roomId, { epoch, head: seq })
  roomList.meet()
  store.setState(({ rooms }) => ({ rooms: read.seenIn(receiveInRooms(rooms, events, self.id)) }))
  for (const event of events) {
    const { type, actorId, clientId, epoch, seq } = event
    people.want([actorId])
    if (type !== 'message.sent') continue
    stopTyping(store, event.roomId, actorId)
    if (actorId === self.id && clientId)
      box.change((outbox) => accept(outbox, clientId, { epoch, seq, persisted: 0 }))
  }
  deps.news.tell(events.filter((event): event is Sent => event.type === 'message.sent'))
  for (const event of events) if (endsMembership(event, self.id)) removeRoom(store, event.roomId)
  for (const roomId of new Set(events.map((e) => e.roomId))) catchUp.healSoon(roomId)
}

type Command<C extends CommandName> = { name: C; payload: CommandInput<C>; timeoutMs: number }

/** Socket.IO's types cannot follow a generic event name; the contract's map says what is true. */
function emit<C extends CommandName>(socket: ChatSocket, command: Command<C>): Promise<Ack<CommandData<C>>> {
  return new Promise((resolve, reject) => {
    const answered = (error: Error | null, ack: Ack<CommandData<C>>) =>
      error ? reject(ChatError.unreachable('no answer', error)) : resolve(ack)
    const emitter = socket.timeout(command.timeoutMs) as unknown as { emit: (...args: unknown[]) => void }
    emitter.emit(command.name, command.payload, answered)
  })
}
