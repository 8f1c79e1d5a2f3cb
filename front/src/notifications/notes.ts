import { goTo, hrefOf } from '../route'
import { isOn } from './device'
import { workerRegistration } from './registration'

const ICON = '/icons/icon-192.png'
const BADGE = '/icons/badge-96.png'

export type Told = { roomId: string; seq: number; title: string; text: string }

/** By the same hands and under the same tag as one that is pushed: however often it is told, it is one note. */
export async function showNote({ roomId, seq, title, text }: Told): Promise<void> {
  const route = { name: 'room', roomId, seq } as const
  const data = { url: `/${hrefOf(route)}`, roomId, seq }
  await show(title, { body: text, tag: `${roomId}:${seq}`, data }, () => goTo(route))
}

/** Shows nothing where notifications are switched off. */
export async function showTest(title: string, text: string): Promise<void> {
  if (isOn()) await show(title, { body: text, tag: 'test', data: { url: '/#/' } })
}

async function show(title: string, given: NotificationOptions, onClick?: () => void): Promise<void> {
  const options = { ...given, icon: ICON, badge: BADGE }
  const registration = await workerRegistration()
  // A click on it is the worker's, which may outlive this page.
  if (registration) return registration.showNotification(title, options)
  const shown = new Notification(title, options)
  shown.onclick = () => {
    focus()
    onClick?.()
    shown.close()
  }
}

/** Of what was read there is nothing to tell any more, whoever showed it. */
export async function closeRead(readSeqs: ReadonlyMap<string, number>): Promise<void> {
  for (const note of await shownNotes()) {
    const { roomId, seq } = (note.data ?? {}) as { roomId?: string; seq?: number }
    if (roomId !== undefined && seq !== undefined && seq <= (readSeqs.get(roomId) ?? 0)) note.close()
  }
}

/** Nothing stays of someone who has logged out. */
export async function closeAll(): Promise<void> {
  for (const note of await shownNotes()) note.close()
}

async function shownNotes(): Promise<Notification[]> {
  return (await workerRegistration())?.getNotifications() ?? []
}
