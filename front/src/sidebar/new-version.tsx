import { useStore } from 'zustand/react'
import { version } from '../offline/version'
import { useText } from '../preferences'

/** Nobody is interrupted for it; what was being written is kept. */
export function NewVersion() {
  const t = useText()
  const outdated = useStore(version, (s) => s.outdated)
  return (
    <div role="status">
      {outdated && (
        <p className="sidebar-note">
          {t('version.new')}{' '}
          <button type="button" className="link-button" onClick={() => location.reload()}>
            {t('app.reload')}
          </button>
        </p>
      )}
    </div>
  )
}
