import type { JoinedRoom, Self } from '@papo/contract'
import { isQuiet } from '@papo/contract/quiet'
import type { Sent } from '../chat/news'

/** How a message makes itself noticed. */
export type Alert = { readonly sound: boolean; readonly toast: boolean; readonly desktop: boolean }

type Situation = {
  readonly message: Pick<Sent, 'actorId' | 'seq' | 'data'>
  readonly room: Pick<JoinedRoom, 'kind' | 'preferences' | 'readSeq'>
  readonly self: Pick<Self, 'id' | 'settings'>
  readonly blocked: readonly string[]
  /** It answers a message of one's own. */
  readonly answers: boolean
  readonly now: Date
  /** Someone looks at this room, in whichever tab of this browser. */
  readonly watched: boolean
  /** This device was allowed to show notifications, and they are switched on. */
  readonly desktop: boolean
  /** Someone looks at another part of the app: then the desktop keeps quiet, and the page says it. */
  readonly present: boolean
}

/** Whether a message that just came is worth a sound, a note in the page, or one on the desktop. */
export function alertOf(situation: Situation): Alert | null {
  const { message, room, self, blocked, watched, desktop, present, answers, now } = situation
  if (message.actorId === self.id || blocked.includes(message.actorId)) return null
  if (message.seq <= room.readSeq || watched) return null
  if (isQuiet(self.settings, now) || room.preferences.muted) return null
  const mentioned = message.data.mentions?.includes(self.id) ?? false
  const meant = room.kind === 'direct' || mentioned || answers
  const level = room.preferences.notify === 'default' ? self.settings.notify : room.preferences.notify
  if (level === 'none' || (level === 'mentions' && !meant)) return null
  return { sound: self.settings.sound, toast: meant && present, desktop: desktop && !present }
}
