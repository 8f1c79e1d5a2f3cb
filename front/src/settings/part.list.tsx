import { ChevronRight } from 'lucide-react'
import { useText } from '../preferences'
import { hrefOf } from '../route'
import { Icon } from '../ui/icon'
import { LogOutButton } from './log-out.button'
import { ICONS, type Part, PARTS } from './parts'

/** On a wide screen the first part is shown before one chose. */
export function PartList({ shown, chosen }: { shown: Part; chosen: boolean }) {
  const t = useText()
  return (
    <nav className="settings-parts" aria-label={t('settings.parts')}>
      <ul>
        {PARTS.map((part) => (
          <li key={part}>
            <a
              href={hrefOf({ name: 'settings', part })}
              data-shown={part === shown || undefined}
              aria-current={part === shown && chosen ? 'page' : undefined}
            >
              <Icon of={ICONS[part]} />
              <span>{t(`settings.${part}`)}</span>
              <Icon of={ChevronRight} small />
            </a>
          </li>
        ))}
      </ul>
      <LogOutButton />
    </nav>
  )
}
