import type { Chat } from '../chat/chat'
import type { Sent } from '../chat/news'
import { personName, roomName } from '../chat/names'
import { lineOf } from '../files/words'
import { say } from '../i18n/translate'
import { startClosing } from '../notifications/closing'
import { isOn, keepDevice } from '../notifications/device'
import { showNote } from '../notifications/notes'
import { type Alert, alertOf } from './alert'
import { chime } from './chime'
import { createOneTab } from './one-tab'
import { addToast } from './toasts'

const isLooking = () => document.visibilityState === 'visible' && document.hasFocus()
const SNIPPET_MAX = 140

/** Makes new messages noticed, once for all tabs. Returns what ends it. */
export function startAlerts({ store, news }: Chat): () => void {
  const userId = store.getState().self.id
  const channel = new BroadcastChannel(`papo:alerts:${userId}`)
  const tab = createOneTab({ userId, isPresent: isLooking, channel })

  const consider = async (message: Sent): Promise<void> => {
    const { rooms, self, blocked, openRoomId } = store.getState()
    const room = rooms[message.roomId]?.room
    if (!room || message.actorId === self.id) return
    const key = `${message.roomId}:${message.epoch}:${message.seq}`
    const watched = isLooking() && openRoomId === message.roomId
    if (watched) return tab.settle(key)
    const whom = { self, blocked, answers: isAnswer(message), watched }
    const alert = alertOf({ ...whom, message, room, now: new Date(), desktop: isOn(), present: isLooking() })
    if (alert && (await tab.takes(key))) speak(message, alert)
  }

  /** What is not held is taken for someone else's: the server knows better, and tells when nobody is here. */
  const isAnswer = ({ roomId, data }: Sent): boolean => {
    const { rooms, self } = store.getState()
    const target = data.replyTo ?? data.threadOf
    const entries = target === undefined ? undefined : rooms[roomId]?.timeline.span?.entries
    return entries?.find(({ message }) => message.seq === target)?.message.senderId === self.id
  }

  const speak = (message: Sent, alert: Alert): void => {
    const { people, rooms } = store.getState()
    const room = rooms[message.roomId]?.room
    if (!room) return
    const { roomId, seq, actorId } = message
    const person = personName(people, actorId)
    const said = { roomId, seq, text: snippetOf(lineOf(message.data, say)) }
    if (alert.sound) void chime()
    if (alert.toast) addToast({ ...said, actorId })
    if (alert.desktop)
      void showNote({ ...said, title: room.kind === 'direct' ? person : `${person} · ${roomName(room)}` })
  }

  const stop = news.listen((messages) => messages.forEach((message) => void consider(message)))
  const ends = [startClosing(store), keepDevice()]
  return () => {
    stop()
    ends.forEach((end) => end())
    tab.stop()
  }
}

function snippetOf(line: string): string {
  const chars = [...line]
  return chars.length > SNIPPET_MAX ? `${chars.slice(0, SNIPPET_MAX).join('')}…` : line
}
