import { ContactRound, Settings2 } from 'lucide-react'
import { lazy, useState } from 'react'
import { ownPresence } from '../chat/own-presence'
import { useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { hrefOf, useRoute } from '../route'
import { Avatar } from '../ui/avatar'
import { Icon } from '../ui/icon'
import { useShell } from '../ui/shell'
import { Late } from '../ui/late'

const PresenceMenu = lazy(() => import('./presence.menu').then((m) => ({ default: m.PresenceMenu })))

/** Oneself, below the list: how one appears, and the way to the settings. */
export function SelfBar() {
  const t = useText()
  const self = useChatState((s) => s.self)
  const presence = useChatState(ownPresence)
  const { follow } = useShell()
  const [anchor, setAnchor] = useState<Element | null>(null)
  const current = useRoute().name === 'settings'
  const status = [self.statusEmoji, self.statusText].filter(Boolean).join(' ')
  return (
    <div className="sidebar-self">
      <button
        type="button"
        className="self-button"
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Avatar user={self} size="medium" presence={presence} />
        <span className="self-name">
          <strong dir="auto">{self.displayName}</strong>
          <span dir="auto">
            {status || (presence === 'online' ? `@${self.username}` : t(`presence.${presence}`))}
          </span>
        </span>
        <span className="sr-only">{t('self.menu')}</span>
      </button>
      <ContactsLink />
      <a
        className="icon-button"
        href={hrefOf({ name: 'settings' })}
        aria-current={current ? 'page' : undefined}
        aria-label={t('sidebar.settings')}
        title={t('sidebar.settings')}
        onClick={follow}
      >
        <Icon of={Settings2} />
      </a>
      {anchor && (
        <Late>
          <PresenceMenu anchor={anchor} onClose={() => setAnchor(null)} />
        </Late>
      )}
    </div>
  )
}

function ContactsLink() {
  const t = useText()
  const count = useChatState((s) => s.contactRequests)
  const { follow } = useShell()
  const current = useRoute().name === 'contacts'
  const label = count > 0 ? t('sidebar.contacts.asking', { count }) : t('sidebar.contacts')
  return (
    <a
      className="icon-button self-contacts"
      href={hrefOf({ name: 'contacts' })}
      aria-current={current ? 'page' : undefined}
      aria-label={label}
      title={label}
      onClick={follow}
    >
      <Icon of={ContactRound} />
      {count > 0 && <span className="dot" />}
    </a>
  )
}
