import './switcher.css'
import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { api } from '../api'
import { recentRooms } from '../chat/last-room'
import { useChat, useChatState } from '../chat/use-chat'
import * as texts from '../i18n/switcher'
import { addTexts } from '../i18n/translate'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'
import { useSearch } from '../ui/use-search'
import { type Choice, SwitcherItem, useActions, wayTo } from './switcher.items'
import { findingsOf } from './findings'

addTexts(texts)

const searchPeople = async (q: string) => (await api.users(q)).items
const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }

/** The quickest way to anywhere: one field, and what it may mean. */
export function Switcher({ onClose }: { onClose: () => void }) {
  const t = useText()
  const dialog = useRef<HTMLDialogElement>(null)
  const [q, setQ] = useState('')
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="dialog switcher"
      aria-label={t('switcher.title')}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onPointerDown={(event) => event.target === dialog.current && onClose()}
    >
      <Chooser q={q} onType={setQ} onClose={onClose} />
    </dialog>
  )
}

type Props = { q: string; onType: (q: string) => void; onClose: () => void }

function Chooser({ q, onType, onClose }: Props) {
  const t = useText()
  const id = useId()
  const [at, setAt] = useState(0)
  const choices = useChoices(q)
  const active = Math.min(at, choices.length - 1)
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [active, choices])
  const choose = (choice: Choice | undefined) => {
    if (!choice) return
    onClose()
    choice.go()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (event.nativeEvent.isComposing || (step === undefined && event.key !== 'Enter')) return
    event.preventDefault()
    if (step === undefined) return choose(choices[active])
    const next = active + step
    const around = Math.abs(step) === 1 ? (next + choices.length) % choices.length : next
    setAt(Math.max(0, Math.min(around, choices.length - 1)))
  }
  return (
    <>
      <div className="switcher-field">
        <Icon of={Search} />
        <input
          role="combobox"
          aria-label={t('switcher.title')}
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={`${id}-${active}`}
          aria-autocomplete="list"
          placeholder={t('switcher.placeholder')}
          value={q}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="go"
          onChange={(event) => {
            onType(event.currentTarget.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <ul className="switcher-list" role="listbox" id={id} aria-label={t('switcher.results')} ref={list}>
        {choices.map((choice, index) => (
          <SwitcherItem
            key={choice.key}
            id={`${id}-${index}`}
            choice={choice}
            active={index === active}
            onPoint={() => setAt(index)}
            onChoose={() => choose(choice)}
          />
        ))}
      </ul>
    </>
  )
}

function useChoices(q: string): readonly Choice[] {
  const { store, memberships } = useChat()
  const { rooms, people, self, openRoomId } = useChatState((s) => s)
  const found = useSearch(q, searchPeople, false)
  const actions = useActions(q)
  return useMemo(() => {
    const onServer = found.state === 'ready' ? found.items : []
    const known = new Map([...Object.values(people), ...onServer].map((one) => [one.id, one]))
    const findings = findingsOf(q, {
      rooms: Object.values(rooms).map((r) => r.room),
      people: [...known.values()],
      recent: recentRooms(self.id),
      openRoomId,
      selfId: self.id,
    })
    const open = { store, memberships }
    return [...findings.map((finding): Choice => ({ ...finding, ...wayTo(finding, open) })), ...actions]
  }, [q, rooms, people, self.id, openRoomId, found, actions, store, memberships])
}
