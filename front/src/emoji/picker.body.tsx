import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { VListHandle } from 'virtua'
import { useStore } from 'zustand/react'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'
import { habits, rememberEmoji } from './habits'
import type { Emoji } from './load'
import { PickerFooter } from './picker.footer'
import { PickerGrid } from './picker.grid'
import { PickerTabs } from './picker.tabs'
import { linesOf, type Section, sectionsOf, shownOf, step } from './rows'

const FOUND_MAX = 120
const ARROWS = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']
/** As in the stylesheet: fingers get larger cells, so fewer fit. */
const columnsNow = () => (matchMedia('(pointer: coarse)').matches ? 8 : 9)

type Props = { emoji: Emoji; onPick: (emoji: string) => void }

/** The focus stays in the search field, from which arrows move over the grid and Enter picks. */
export function PickerBody({ emoji, onPick }: Props) {
  const t = useText()
  const id = useId()
  const list = useRef<VListHandle>(null)
  const [q, setQ] = useState('')
  const [place, setPlace] = useState(0)
  const lines = useLines(emoji, q)
  const shown = lines.flatMap((line) => (line.kind === 'emoji' ? line.emoji : []))
  const active = shown[place]
  const cellId = (at: number) => `${id}-${at}`

  useEffect(() => {
    const line = lines.findIndex((one) => one.kind === 'emoji' && place < one.first + one.emoji.length)
    // The heading above the first row is seen too.
    if (line >= 0) list.current?.scrollToIndex(line <= 1 ? 0 : line, { align: 'nearest' })
  }, [lines, place])
  const pick = (sign: string) => {
    rememberEmoji(sign)
    onPick(sign)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || !(event.target instanceof HTMLInputElement)) return
    if (ARROWS.includes(event.key)) setPlace(step(lines, place, event.key))
    else if (event.key === 'Enter' && active) pick(active.emoji)
    else return
    event.preventDefault()
  }
  return (
    <div onKeyDown={onKeyDown}>
      <div className="input-box picker-search">
        <Icon of={Search} />
        <input
          type="search"
          role="combobox"
          value={q}
          onChange={(event) => {
            setQ(event.target.value)
            setPlace(0)
          }}
          placeholder={t('emoji.search')}
          aria-label={t('emoji.search')}
          aria-haspopup="grid"
          aria-expanded
          aria-controls={id}
          aria-activedescendant={active ? cellId(place) : undefined}
          autoComplete="off"
        />
      </div>
      {q.trim() === '' && <PickerTabs lines={lines} onGo={(line) => list.current?.scrollToIndex(line)} />}
      <PickerGrid
        ref={list}
        id={id}
        cellId={cellId}
        lines={lines}
        place={place}
        onPlace={setPlace}
        onPick={pick}
      />
      <PickerFooter active={active} />
    </div>
  )
}

function useLines({ table, find }: Emoji, q: string) {
  const tone = useStore(habits, (h) => h.tone)
  // What is picked now moves to the top when the picker is opened again, not under the pointer.
  const [recent] = useState(() => habits.getState().recent)
  return useMemo(() => {
    const found = (): Section[] => [
      { title: 'found', emoji: find(q, FOUND_MAX).map((row) => shownOf(row, tone)) },
    ]
    return linesOf(q.trim() === '' ? sectionsOf(table, tone, recent) : found(), columnsNow())
  }, [table, find, q, tone, recent])
}
