import { useEffect } from 'react'
import { useStore } from 'zustand/react'
import { useChat } from '../chat/use-chat'
import { useLanguage, useText } from '../preferences'
import { formatDay } from '../ui/time'
import { useRoute } from '../route'
import { HitItem } from './hit.item'
import { type Hit, loadMore, searches } from './search.store'
import type { Options } from './use-options'

/** The newest first, under the days on which they were said. */
export function Hits({ options }: { options: Options }) {
  const t = useText()
  const { hits, nextCursor, more, load } = useStore(searches, (s) => s)
  const { people } = useChat()
  const days = useDays(hits)
  const route = useRoute()
  const open = route.name === 'room' ? `${route.roomId} ${route.seq ?? ''}` : ''
  useEffect(() => people.want(new Set(hits.map(({ message }) => message.senderId))), [people, hits])
  const found = t(nextCursor ? 'search.found.more' : 'search.found', { count: hits.length })
  return (
    <>
      <p className="search-count" role="status">
        {found}
      </p>
      <div role="listbox" id={options.id} aria-label={t('search.results')} data-stale={load === 'loading'}>
        {days.map(({ day, items }) => (
          <div key={day} role="group" aria-label={day} className="search-day">
            <div className="search-heading" aria-hidden="true">
              {day}
            </div>
            {items.map(({ hit, index }) => (
              <HitItem
                key={`${hit.message.roomId} ${hit.message.seq}`}
                id={`${options.id}-${index}`}
                hit={hit}
                active={index === options.active}
                current={open === `${hit.message.roomId} ${hit.message.seq}`}
                onOpen={() => {
                  options.move(index)
                  options.choose(index)
                }}
              />
            ))}
          </div>
        ))}
      </div>
      {more === 'failed' && (
        <p className="search-hint" role="alert">
          {t('search.more.failed')}{' '}
          <button type="button" className="link" onClick={() => void loadMore()}>
            {t('app.retry')}
          </button>
        </p>
      )}
      {more === 'loading' && <div className="bone search-more" aria-hidden="true" />}
    </>
  )
}

type Day = { day: string; items: { hit: Hit; index: number }[] }

function useDays(hits: readonly Hit[]): Day[] {
  const t = useText()
  const language = useLanguage()
  const days: Day[] = []
  hits.forEach((hit, index) => {
    const day = formatDay(hit.message.at, language, t)
    const last = days.at(-1)
    if (last?.day === day) last.items.push({ hit, index })
    else days.push({ day, items: [{ hit, index }] })
  })
  return days
}
