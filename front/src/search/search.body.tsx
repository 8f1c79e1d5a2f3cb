import { History } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef } from 'react'
import { useStore } from 'zustand/react'
import { useText } from '../preferences'
import { Blank } from '../ui/blank'
import { Icon } from '../ui/icon'
import { Choices } from './choice.list'
import { Hits } from './hit.list'
import { loadMore, searches, typeSearch } from './search.store'
import type { Options } from './use-options'
import { SearchBones } from './search.bones'

let scrolledPx = 0

/** What is below the field: what may follow a filter, what was searched before, or what was found. */
export function SearchBody({ options }: { options: Options }) {
  const box = useRef<HTMLDivElement>(null)
  const { shown, active } = options
  const asked = useStore(searches, (s) => s.asked)
  const before = useRef(asked)
  // One comes back to where one was; another question begins at its first answer.
  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = scrolledPx
  }, [])
  useLayoutEffect(() => {
    if (before.current !== asked && box.current) box.current.scrollTop = 0
    before.current = asked
  }, [asked])
  useEffect(() => {
    if (active !== -1)
      box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <div
      className="search-body"
      ref={box}
      onScroll={({ currentTarget }) => {
        scrolledPx = currentTarget.scrollTop
        const left = currentTarget.scrollHeight - currentTarget.clientHeight - scrolledPx
        if (shown.kind === 'hits' && left < 600) void loadMore()
      }}
    >
      {shown.kind === 'choices' && (
        <Choices asking={shown.asking} choices={shown.choices} options={options} />
      )}
      {shown.kind === 'start' && <Start recent={shown.recent} options={options} />}
      {shown.kind === 'hits' && <Found options={options} />}
    </div>
  )
}

function Start({ recent, options }: { recent: readonly string[]; options: Options }) {
  const t = useText()
  if (recent.length === 0) return <Blank title={t('search.start.title')} text={t('search.start.text')} />
  return (
    <>
      <h2 className="search-heading">{t('search.recent')}</h2>
      <ul role="listbox" id={options.id} aria-label={t('search.recent')}>
        {recent.map((q, index) => (
          <li
            key={q}
            id={`${options.id}-${index}`}
            role="option"
            className="search-option"
            aria-selected={index === options.active}
            onPointerMove={() => options.move(index)}
            onClick={() => options.choose(index)}
          >
            <Icon of={History} small />
            <span className="clip">{q}</span>
          </li>
        ))}
      </ul>
      <p className="search-hint">{t('search.start.text')}</p>
    </>
  )
}

function Found({ options }: { options: Options }) {
  const t = useText()
  const { load, hits, q, asked } = useStore(searches, (s) => s)
  const again = (
    <button type="button" className="button" data-kind="quiet" onClick={() => typeSearch(q, true)}>
      {t('app.retry')}
    </button>
  )
  if (load === 'slow' || load === 'limited' || load === 'failed')
    return (
      <Blank text={t(`search.${load}`)} role="alert">
        {again}
      </Blank>
    )
  if (asked === null) return <SearchBones />
  if (hits.length === 0 && load === 'ready')
    return <Blank title={t('search.none.title')} text={t('search.none.text')} role="status" />
  return <Hits options={options} />
}
