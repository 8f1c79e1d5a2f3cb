import type { JoinedRoom, RoomPreferences } from '@papo/contract'
import { useChat } from '../chat/use-chat'
import { useText } from '../preferences'
import { Switch } from '../ui/switch'

const LEVELS = ['default', 'all', 'mentions', 'none'] as const

/** What one chose for oneself: nobody else sees it. */
export function MinePart({ room }: { room: JoinedRoom }) {
  const t = useText()
  const { preferences } = useChat()
  const { pinned, muted, notify } = room.preferences
  const set = (changes: Partial<RoomPreferences>) => void preferences.set(room.id, changes)
  return (
    <>
      <Switch
        label={t('roomSettings.pinned')}
        checked={pinned}
        onChange={(checked) => set({ pinned: checked })}
      />
      <Switch
        label={t('roomSettings.muted')}
        hint={t('roomSettings.muted.hint')}
        checked={muted}
        onChange={(checked) => set({ muted: checked })}
      />
      <fieldset className="settings-radios">
        <legend className="legend">{t('roomSettings.notify')}</legend>
        {LEVELS.map((level) => (
          <label key={level}>
            <input
              type="radio"
              name="notify"
              checked={notify === level}
              onChange={() => set({ notify: level })}
            />
            <span>{t(`roomSettings.notify.${level}`)}</span>
          </label>
        ))}
      </fieldset>
    </>
  )
}
