import { preferences } from '../preferences'
import { readStored, writeStored } from '../stored'
import { dropSubscription, subscribe } from './subscription'

const KEY = 'papo:desktop'

/**
 * What this device may show. `install`: only once the app is on the home screen; `blocked`: the person said no to the
 * browser.
 */
export type DeviceState = 'unsupported' | 'install' | 'blocked' | 'off' | 'on'

export function deviceState(): DeviceState {
  // Over plain http a browser has nothing to offer, and calls that a refusal.
  if (!isSecureContext) return 'unsupported'
  if (typeof Notification === 'undefined') return isToBeInstalled() ? 'install' : 'unsupported'
  if (Notification.permission === 'denied') return 'blocked'
  return Notification.permission === 'granted' && readStored(KEY) !== null ? 'on' : 'off'
}

/** Safari on phones: it has notifications for what was put on the home screen, and not in a tab. */
const isToBeInstalled = () => 'standalone' in navigator && navigator.standalone === false

export const isOn = () => deviceState() === 'on'

/** Only ever after a click: the browser asks the person, once. */
export async function switchOn(): Promise<DeviceState> {
  if (typeof Notification !== 'undefined') await Notification.requestPermission()
  writeStored(KEY, '1')
  return deviceState()
}

export async function switchOff(): Promise<DeviceState> {
  writeStored(KEY, null)
  await dropSubscription()
  return deviceState()
}

/** Whoever is logged in here now is told here, and in their language. Returns what ends it. */
export function keepDevice(): () => void {
  if (isOn()) void subscribe().catch(() => undefined)
  keepLanguage()
  return preferences.subscribe(({ language }, before) => {
    if (language !== before.language) keepLanguage()
  })
}

/** The service worker speaks when no page does: it finds the language here. */
function keepLanguage(): void {
  if (typeof caches === 'undefined') return
  const { language } = preferences.getState()
  void caches
    .open('papo:device')
    .then((cache) => cache.put('/language', new Response(language)))
    .catch(() => undefined)
}
