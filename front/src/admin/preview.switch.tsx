import type { Response } from '@papo/contract'
import { useState } from 'react'
import { errorText, useText } from '../preferences'
import { Switch } from '../ui/switch'
import { adminApi } from './admin.api'

type Loaded = Response<'installation'>
type Props = { loaded: Loaded; onChange: (after: Loaded) => void }

/** Whether links get previews in any room. */
export function PreviewSwitch({ loaded, onChange }: Props) {
  const t = useText()
  const [error, setError] = useState<unknown>(null)
  const set = (previews: boolean) => {
    setError(null)
    onChange({ ...loaded, settings: { ...loaded.settings, previews } })
    const takeBack = (failure: unknown) => {
      setError(failure)
      onChange(loaded)
    }
    adminApi.updateSettings({ previews }).then(onChange).catch(takeBack)
  }
  return (
    <div className="admin-switch">
      <Switch
        label={t('admin.previews')}
        hint={t('admin.previews.hint')}
        checked={loaded.settings.previews}
        onChange={set}
      />
      {error !== null && (
        <p className="form-error" role="alert">
          {errorText(t, error)}
        </p>
      )}
    </div>
  )
}
