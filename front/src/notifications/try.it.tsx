import { BellRing } from 'lucide-react'
import type { Response } from '@papo/contract'
import { useState } from 'react'
import { asChatError } from '../chat-error'
import { callApi } from '../http'
import type { TextKey } from '../i18n/translate'
import { type Text, useText } from '../preferences'
import { chime } from '../shell/chime'
import { Icon } from '../ui/icon'
import { showTest } from './notes'
import type { Device } from './use-device'

type Props = { sound: boolean; device: Device }

/** Makes a notification come the way real ones do, and says in words how that went. */
export function TryIt({ sound, device }: Props) {
  const t = useText()
  const [result, setResult] = useState<TextKey | null>(null)
  const [busy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    setResult(null)
    if (sound) void chime()
    setResult(await tryOn(device, sound, t))
    setBusy(false)
  }
  return (
    <div className="try-it">
      <button
        type="button"
        className="button"
        data-kind="quiet"
        disabled={busy || device.busy}
        onClick={() => void run()}
      >
        <Icon of={BellRing} small />
        {t('notifications.test')}
      </button>
      <p role="status">{result && t(result)}</p>
    </div>
  )
}

async function tryOn({ state, reached, renew }: Device, sound: boolean, t: Text): Promise<TextKey> {
  if (state !== 'on') return sound ? 'notifications.test.sound' : 'notifications.test.nothing'
  if (!reached) {
    await showTest(t('notifications.test.title'), t('notifications.test.text'))
    return 'notifications.test.page'
  }
  try {
    const { outcome } = await callApi<Response<'pushTest'>>('/push/test', { method: 'POST' })
    if (outcome !== 'gone') return `notifications.test.${outcome}`
  } catch (error) {
    const { code } = asChatError(error)
    if (code !== 'not_found') return `error.${code}`
  }
  // Nobody knew this device any more: it makes itself known again, for the next try.
  return (await renew()) ? 'notifications.test.gone' : 'notifications.test.lost'
}
