import { X } from 'lucide-react'
import { useStore } from 'zustand/react'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'
import { version } from './version'

/** Above a dialog too, which hides all else. */
const showOnTop = (line: HTMLElement | null) => line?.showPopover?.()

/** Why what was asked for did not open, where reloading at once would cost something. */
export function MissingNote() {
  const t = useText()
  const missing = useStore(version, (s) => s.missing)
  return (
    <div role="alert">
      {missing === 'told' && (
        <p className="notice" data-kind="missing" popover="manual" ref={showOnTop}>
          <span>{t('app.missing')}</span>
          <button type="button" className="link-button" onClick={() => location.reload()}>
            {t('app.reload')}
          </button>
          <button
            type="button"
            className="icon-button"
            onClick={() => version.setState({ missing: null })}
            aria-label={t('app.close')}
          >
            <Icon of={X} small />
          </button>
        </p>
      )}
    </div>
  )
}
