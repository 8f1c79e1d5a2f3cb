import { CalendarDays, Hash, type LucideIcon, Sparkle, User, X } from 'lucide-react'
import { formatSearch, parseSearch, type SearchFilter, type SearchQuery } from '@papo/contract/search'
import { useStore } from 'zustand/react'
import { roomName } from '../chat/names'
import { useChatState } from '../chat/use-chat'
import type { TextKey } from '../i18n/translate'
import { type Text, useLanguage, useText } from '../preferences'
import { Icon } from '../ui/icon'
import { withFilter } from './asking'
import { formatDay } from './day'
import { searches } from './search.store'
import type { Options } from './use-options'

type Chip = { key: string; label: string; without: SearchQuery }

const STARTS: readonly { filter: SearchFilter; icon: LucideIcon; text: TextKey }[] = [
  { filter: 'from', icon: User, text: 'search.filter.from' },
  { filter: 'in', icon: Hash, text: 'search.filter.in' },
  { filter: 'after', icon: CalendarDays, text: 'search.filter.date' },
  { filter: 'has', icon: Sparkle, text: 'search.filter.has' },
]

/** The filters that hold, each with a way to take it away, and the beginnings of others. */
export function Filters({ write }: Pick<Options, 'write'>) {
  const t = useText()
  const q = useStore(searches, (s) => s.q)
  const chips = useChips(parseSearch(q), t)
  return (
    <div className="search-filters" role="group" aria-label={t('search.filters')}>
      {chips.map(({ key, label, without }) => (
        <button
          key={key}
          type="button"
          className="search-chip"
          data-on="true"
          onClick={() => write(formatSearch(without))}
          aria-label={t('search.chip.remove', { filter: label })}
        >
          <span className="clip">{label}</span>
          <Icon of={X} small />
        </button>
      ))}
      {STARTS.map(({ filter, icon, text }) => (
        <button
          key={filter}
          type="button"
          className="search-chip"
          onClick={() => write(withFilter(q, filter))}
        >
          <Icon of={icon} small />
          {t(text)}
        </button>
      ))}
    </div>
  )
}

function useChips(query: SearchQuery, t: Text): Chip[] {
  const language = useLanguage()
  const rooms = useChatState((s) => s.rooms)
  const people = useChatState((s) => s.people)
  const named = (name: string) =>
    Object.values(people).find((one) => one.username === name.toLowerCase())?.displayName ?? name
  const day = (value: string) => formatDay(value, language)
  const without = <K extends 'from' | 'in' | 'has'>(key: K, value: string): SearchQuery => ({
    ...query,
    [key]: query[key].filter((one) => one !== value),
  })
  const days = (['on', 'after', 'before'] as const).flatMap((key): Chip[] => {
    const { [key]: value, ...rest } = query
    return value ? [{ key, label: t(`search.chip.${key}`, { value: day(value) }), without: rest }] : []
  })
  return [
    ...query.from.map((value) => ({
      key: `from ${value}`,
      label: t('search.chip.from', { value: value === 'me' ? t('search.me') : named(value) }),
      without: without('from', value),
    })),
    ...query.in.map((value) => {
      const room = rooms[value]?.room
      const label = t('search.chip.in', { value: room ? roomName(room) : value })
      return { key: `in ${value}`, label, without: without('in', value) }
    }),
    ...days,
    ...query.has.map((value) => ({
      key: `has ${value}`,
      label: t('search.chip.has', { value: t(`search.has.${value}`) }),
      without: without('has', value),
    })),
  ]
}
