import './search.css'
import { ArrowLeft, X } from 'lucide-react'
import { type RefObject, useEffect, useRef } from 'react'
import { useStore } from 'zustand/react'
import { useChatState } from '../chat/use-chat'
import * as texts from '../i18n/search'
import { addTexts } from '../i18n/translate'
import { useText } from '../preferences'
import { goTo, type Route } from '../route'
import { Icon } from '../ui/icon'
import { Filters } from './filters'
import { closeSearch } from './open'
import { SearchBody } from './search.body'
import { SearchInput } from './search.input'
import { searches, startSearch, typeSearch } from './search.store'
import { useOptions } from './use-options'

addTexts(texts)

type Props = { route: Route; besideRoomId: string | null }

/** A column beside the conversation; on a phone a screen of its own. */
export function SearchPanel({ route, besideRoomId }: Props) {
  const t = useText()
  const input = useRef<HTMLInputElement>(null)
  useAddress(route, input)
  const options = useOptions(input)
  const close = () => closeSearch(route, besideRoomId)
  const back = () => (besideRoomId === null ? history.back() : close())
  return (
    <section className="search" aria-label={t('search.title')}>
      <header className="search-head">
        <button
          type="button"
          className="icon-button search-back"
          onClick={back}
          aria-label={t('search.back')}
        >
          <Icon of={ArrowLeft} />
        </button>
        <SearchInput input={input} options={options} onClose={close} />
        <button
          type="button"
          className="icon-button search-close"
          onClick={close}
          aria-label={t('app.close')}
        >
          <Icon of={X} />
        </button>
      </header>
      <Filters write={options.write} />
      <SearchBody options={options} />
    </section>
  )
}

/** The address and the field say the same, as long as the search is where one is. */
function useAddress(route: Route, input: RefObject<HTMLInputElement | null>): void {
  const selfId = useChatState((s) => s.self.id)
  const asked = useStore(searches, (s) => s.asked)
  const wanted = route.name === 'search' ? route.q : null
  const written = useRef<string | null>(null)
  useEffect(() => {
    startSearch(selfId)
    // What the field wrote there itself: somebody is typing.
    if (wanted === null || wanted === written.current) return
    written.current = wanted
    // An empty address goes on with what is there.
    if (wanted !== '' && wanted.trim() !== searches.getState().asked) typeSearch(wanted, true)
    input.current?.focus()
    if (wanted === '') input.current?.select()
    else input.current?.setSelectionRange(wanted.length, wanted.length)
  }, [selfId, wanted, input])
  useEffect(() => {
    const now = asked ?? (searches.getState().q === '' ? '' : null)
    if (wanted === null || now === null || now === wanted.trim()) return
    written.current = now
    goTo({ name: 'search', q: now }, 'replace')
  }, [asked, wanted])
}
