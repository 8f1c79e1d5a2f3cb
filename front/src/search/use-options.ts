import { type RefObject, useCallback, useEffect, useId, useMemo, useState } from 'react'
import { useStore } from 'zustand/react'
import { api } from '../api'
import { useChatState } from '../chat/use-chat'
import { goTo } from '../route'
import { isPhone } from '../ui/shell'
import { useSearch } from '../ui/use-search'
import { type Asking, askingAt, withValue } from './asking'
import { type Choice, choicesFor, isWhole } from './choices'
import { recentSearches, rememberSearch } from './recent'
import { type Hit, searches, typeSearch } from './search.store'

/** What the list below the field holds: one of three things. */
type Shown =
  | { readonly kind: 'choices'; readonly asking: Asking; readonly choices: readonly Choice[] }
  | { readonly kind: 'start'; readonly recent: readonly string[] }
  | { readonly kind: 'hits'; readonly hits: readonly Hit[] }

export type Options = ReturnType<typeof useOptions>
const searchPeople = async (q: string) => (await api.users(q)).items
const nobody = async () => []

/** The list, and which of it is active: the arrows move it while the field keeps the focus. */
export function useOptions(input: RefObject<HTMLInputElement | null>) {
  const id = useId()
  const q = useStore(searches, (s) => s.q)
  const [caret, setCaret] = useState(q.length)
  const [dismissed, setDismissed] = useState<string | null>(null)
  const shown = useShown(q, caret, dismissed === q)
  const count = countOf(shown)
  const [at, setAt] = useState({ of: '', index: -1 })
  const of = shown.kind === 'hits' ? 'hits' : `${shown.kind} ${q}`
  const first = shown.kind === 'choices' ? 0 : -1
  const active = Math.min(at.of === of ? at.index : first, count - 1)
  const move = (to: number) => setAt({ of, index: Math.max(-1, Math.min(to, count - 1)) })
  const type = useCallback((next: string, place = next.length) => {
    typeSearch(next)
    setCaret(place)
  }, [])
  const selfId = useChatState((s) => s.self.id)

  const write = (next: string) => {
    type(next)
    input.current?.focus()
    // React writes the value first.
    requestAnimationFrame(() => input.current?.setSelectionRange(next.length, next.length))
  }
  const choose = (index: number) => {
    if (shown.kind === 'choices') {
      const choice = shown.choices[index]
      if (choice) write(withValue(q, shown.asking, choice.value))
    } else if (shown.kind === 'start') {
      const again = shown.recent[index]
      if (again) write(again)
    } else open(shown.hits[index])
  }
  const open = (hit: Hit | undefined) => {
    if (!hit) return
    rememberSearch(selfId, q)
    const { roomId, seq } = hit.message
    goTo({ name: 'room', roomId, seq })
    // A room that opens takes the focus for its composer.
    if (!isPhone()) setTimeout(() => input.current?.focus(), 150)
  }
  return {
    ...{ id, shown, active, count, move, type, choose, write, setCaret },
    dismiss: () => setDismissed(q),
  }
}

function useShown(q: string, caret: number, dismissed: boolean): Shown {
  const asking = useMemo(() => (dismissed ? null : askingAt(q, caret)), [q, caret, dismissed])
  const { people, rooms, self } = useChatState((s) => s)
  const name = asking?.filter === 'from' ? asking.text : ''
  const found = useSearch(name, name === '' ? nobody : searchPeople, false)
  const hits = useStore(searches, (s) => s.hits)
  const isEmpty = q.trim() === ''
  const [recent, setRecent] = useState<readonly string[]>([])
  useEffect(() => setRecent(recentSearches(self.id)), [self.id, isEmpty])
  return useMemo(() => {
    if (asking) {
      const known = [...Object.values(people), ...(found.state === 'ready' ? found.items : [])]
      const choices = choicesFor(asking, {
        people: [...new Map(known.map((one) => [one.id, one])).values()],
        rooms: Object.values(rooms).map((r) => r.room),
        selfId: self.id,
      })
      if (!isWhole(asking, choices)) return { kind: 'choices', asking, choices }
    }
    return isEmpty ? { kind: 'start', recent } : { kind: 'hits', hits }
  }, [asking, isEmpty, recent, hits, people, rooms, self.id, found])
}

function countOf(shown: Shown): number {
  if (shown.kind === 'choices') return shown.choices.length
  return shown.kind === 'start' ? shown.recent.length : shown.hits.length
}
