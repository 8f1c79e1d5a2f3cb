import { BellOff } from 'lucide-react'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'
import { Switch } from '../ui/switch'
import { TryIt } from './try.it'
import { useDevice } from './use-device'

/** What this device shows, and a way to try it. The browser asks for leave itself, and only after a click here. */
export function DevicePart({ sound }: { sound: boolean }) {
  const t = useText()
  const device = useDevice()
  const { state, reached, busy } = device
  if (state === 'unsupported' || state === 'install' || state === 'blocked')
    return (
      <div className="device-closed" role="note">
        <Icon of={BellOff} />
        <p>
          <strong>{t(`notifications.device.${state}`)}</strong>
          <span>{t(`notifications.device.${state}.hint`)}</span>
        </p>
      </div>
    )
  const isLimited = state === 'on' && reached === false && !busy
  return (
    <>
      <Switch
        label={t('notifications.device')}
        hint={t(isLimited ? 'notifications.device.page' : 'notifications.device.hint')}
        checked={state === 'on'}
        onChange={(on) => void device.set(on)}
      />
      <TryIt sound={sound} device={device} />
    </>
  )
}
