import { CornerDownLeft, Keyboard, type LucideIcon, Plus, Search, Settings2, UserPlus } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { asChatError } from '../chat-error'
import type { Chat } from '../chat/chat'
import { notify } from '../chat/chat.store'
import { markOf } from '../chat/unread'
import { useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { goTo } from '../route'
import { openSearch } from '../search/open'
import { RoomMark } from '../sidebar/room.item'
import { Avatar } from '../ui/avatar'
import { Icon } from '../ui/icon'
import type { Finding } from './findings'
import { openOverlay } from './overlay'
import { keysText, SHORTCUTS } from './shortcuts'

type Action = { kind: 'action'; label: string; marks: readonly []; icon: LucideIcon; hint?: string }
export type Choice = (Finding | Action) & { key: string; go: () => void }

/** Where a finding leads: into its room, or into a conversation that may have to be begun. */
export function wayTo(finding: Finding, { store, memberships }: Pick<Chat, 'store' | 'memberships'>) {
  if (finding.kind === 'room') {
    const { id } = finding.room
    return { key: id, go: () => goTo({ name: 'room', roomId: id }) }
  }
  const { id } = finding.person
  const write = () =>
    memberships.direct([id]).catch((error: unknown) => notify(store, `error.${asChatError(error).code}`))
  return { key: id, go: () => void write() }
}

/** What one can do besides going somewhere. */
export function useActions(q: string): readonly Choice[] {
  const t = useText()
  const asked = q.trim()
  return useMemo(() => {
    const action = (icon: LucideIcon, label: string, go: () => void): Choice => {
      return { kind: 'action', marks: [], key: label, icon, label, go }
    }
    const wording = asked === '' ? t('switcher.search') : t('switcher.searchFor', { q: asked })
    const search = action(Search, wording, () => openSearch(asked))
    const help = action(Keyboard, t('shell.keys'), () => openOverlay('help'))
    const others = [
      action(Plus, t('switcher.browse'), () => openOverlay('browse')),
      action(UserPlus, t('sidebar.newDirect'), () => openOverlay('people')),
      action(Settings2, t('sidebar.settings'), () => goTo({ name: 'settings' })),
      { ...help, hint: keysText(SHORTCUTS.help) },
    ]
    const wanted = asked.toLocaleLowerCase()
    return [
      { ...search, hint: keysText(SHORTCUTS.search) },
      ...others.filter(({ label }) => label.toLocaleLowerCase().includes(wanted)),
    ]
  }, [asked, t])
}

type ItemProps = { id: string; choice: Choice; active: boolean; onPoint: () => void; onChoose: () => void }

export function SwitcherItem({ id, choice, active, onPoint, onChoose }: ItemProps) {
  return (
    <li
      id={id}
      role="option"
      aria-selected={active}
      className="switcher-item"
      data-kind={choice.kind}
      // Only a pointer that moves means something: the list may move below one that rests.
      onPointerMove={active ? undefined : onPoint}
      onClick={onChoose}
    >
      <Mark choice={choice} />
      <span className="switcher-text">
        <span dir="auto">
          <Marked text={choice.label} marks={choice.marks} />
        </span>
        <Hint choice={choice} />
      </span>
      <Aside choice={choice} active={active} />
    </li>
  )
}

function Mark({ choice }: { choice: Choice }) {
  const personId = choice.kind === 'person' ? choice.person.id : ''
  const presence = useChatState((s) => s.presence[personId])
  if (choice.kind === 'room') return <RoomMark room={choice.room} />
  if (choice.kind === 'person') return <Avatar user={choice.person} size="small" presence={presence} />
  return (
    <span className="room-mark">
      <Icon of={choice.icon} small />
    </span>
  )
}

function Hint({ choice }: { choice: Choice }) {
  if (choice.kind === 'person') return <small>@{choice.person.username}</small>
  const topic = choice.kind === 'room' ? choice.room.topic : ''
  return topic === '' ? null : <small dir="auto">{topic}</small>
}

function Aside({ choice, active }: { choice: Choice; active: boolean }) {
  const t = useText()
  const { badge, bold } = choice.kind === 'room' ? markOf(choice.room) : { badge: 0, bold: false }
  if (badge > 0) return <span className="badge">{badge}</span>
  if (bold) return <span className="switcher-new">{t('switcher.new')}</span>
  if (choice.kind === 'action' && choice.hint !== undefined) return <kbd>{choice.hint}</kbd>
  return active ? <Icon of={CornerDownLeft} small /> : null
}

function Marked({ text, marks }: Pick<Choice, 'marks'> & { text: string }) {
  const parts: ReactNode[] = []
  let from = 0
  for (const [start, end] of marks) {
    parts.push(text.slice(from, start), <mark key={start}>{text.slice(start, end)}</mark>)
    from = end
  }
  return [...parts, text.slice(from)]
}
