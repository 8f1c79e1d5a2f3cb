import { Building2, Keyboard, Settings2, Smile } from 'lucide-react'
import { type Chosen, ownPresence } from '../chat/own-presence'
import { useChat, useChatState } from '../chat/use-chat'
import { openStatus } from '../people/profile'
import { useText } from '../preferences'
import { goTo } from '../route'
import { openOverlay } from '../shell/overlay'
import { keysText, SHORTCUTS } from '../shell/shortcuts'
import { Menu, MenuChoice, MenuItem, MenuLine } from '../ui/menu'

const CHOICES = ['online', 'idle', 'dnd'] as const satisfies readonly Chosen[]

/** How one appears to the others. */
export function PresenceMenu({ anchor, onClose }: { anchor: Element; onClose: () => void }) {
  const t = useText()
  const { presence } = useChat()
  const isAdministrator = useChatState((s) => s.self.role !== 'member')
  // Without a connection too, what was chosen stays marked.
  const chosen = useChatState((s) => ownPresence({ ...s, link: { state: 'online', since: 0 } }))
  return (
    <Menu anchor={anchor} label={t('self.menu')} align="start" onClose={onClose}>
      <MenuChoice
        label={t('self.presence')}
        value={chosen === 'offline' ? 'online' : chosen}
        onChange={(next: Chosen) => void presence.choose(next)}
        options={CHOICES.map((value) => ({ value, label: t(`presence.${value}`) }))}
      />
      <MenuLine />
      <MenuItem icon={Smile} label={t('self.status')} onClick={openStatus} />
      <MenuItem
        icon={Keyboard}
        label={t('shell.keys')}
        hint={keysText(SHORTCUTS.help)}
        onClick={() => openOverlay('help')}
      />
      <MenuItem icon={Settings2} label={t('sidebar.settings')} onClick={() => goTo({ name: 'settings' })} />
      {isAdministrator && (
        <MenuItem icon={Building2} label={t('sidebar.admin')} onClick={() => goTo({ name: 'admin' })} />
      )}
    </Menu>
  )
}
