import { goTo, hrefOf } from '../route'
import { readStored, writeStored } from '../stored'

const KEY = 'papo:desktop'
const ICON = '/icons/icon-192.png'

export type DesktopState = 'unsupported' | 'denied' | 'off' | 'on'
export type Told = { roomId: string; seq: number; title: string; text: string }

/** Notifications are a matter of this device, and of what its browser allows. */
export function desktopState(): DesktopState {
  if (typeof Notification === 'undefined') return 'unsupported'
  if (Notification.permission === 'denied') return 'denied'
  return Notification.permission === 'granted' && readStored(KEY) !== null ? 'on' : 'off'
}

export const wantsDesktop = () => desktopState() === 'on'

/** Only ever after a click: the browser asks the person, once. */
export async function switchDesktop(on: boolean): Promise<DesktopState> {
  if (on && typeof Notification !== 'undefined') await Notification.requestPermission()
  writeStored(KEY, on ? '1' : null)
  return desktopState()
}

/** Later messages of a room take the place of earlier ones. A click opens the message. */
export function showOnDesktop({ roomId, seq, title, text }: Told): void {
  const route = { name: 'room', roomId, seq } as const
  const options = { body: text, tag: roomId, data: { href: hrefOf(route) } }
  show(title, options, () => goTo(route))
}

/** Shows nothing where notifications are switched off. */
export function showTest(title: string, text: string): void {
  if (wantsDesktop()) show(title, { body: text, tag: 'test' })
}

function show(title: string, given: NotificationOptions, onClick?: () => void): void {
  const options = { ...given, icon: ICON }
  try {
    const shown = new Notification(title, options)
    shown.onclick = () => {
      focus()
      onClick?.()
      shown.close()
    }
  } catch {
    // Phones let only a service worker show one, which then also hears the click.
    void navigator.serviceWorker?.ready.then((worker) => worker.showNotification(title, options))
  }
}
