import { Search, X } from 'lucide-react'
import type { KeyboardEvent, RefObject } from 'react'
import { LIMITS } from '@papo/contract/limits'
import { useStore } from 'zustand/react'
import { useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'
import { rememberSearch } from './recent'
import { searches, typeSearch } from './search.store'
import type { Options } from './use-options'

type Props = { input: RefObject<HTMLInputElement | null>; options: Options; onClose: () => void }
const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 }

export function SearchInput({ input, options, onClose }: Props) {
  const t = useText()
  const q = useStore(searches, (s) => s.q)
  const onKeyDown = useKeys(options, onClose)
  const { id, active, count } = options
  return (
    <div className="input-box search-field" role="search">
      <Icon of={Search} />
      <input
        ref={input}
        role="combobox"
        aria-label={t('search.label')}
        aria-expanded={count > 0}
        aria-controls={id}
        aria-activedescendant={active === -1 ? undefined : `${id}-${active}`}
        aria-autocomplete="list"
        placeholder={t('search.placeholder')}
        value={q}
        maxLength={LIMITS.searchQueryMax}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="search"
        onChange={({ currentTarget }) =>
          options.type(currentTarget.value, currentTarget.selectionStart ?? currentTarget.value.length)
        }
        onSelect={({ currentTarget }) => options.setCaret(currentTarget.selectionStart ?? 0)}
        onKeyDown={onKeyDown}
      />
      {q !== '' && (
        <button
          type="button"
          className="icon-button"
          onClick={() => options.write('')}
          aria-label={t('search.clear')}
          title={t('search.clear')}
        >
          <Icon of={X} small />
        </button>
      )}
    </div>
  )
}

/** Arrows and Enter are for the list; Esc goes back by one step at a time. */
function useKeys({ shown, active, move, choose, write, dismiss }: Options, onClose: () => void) {
  const selfId = useChatState((s) => s.self.id)
  return (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = STEPS[event.key]
    const { q } = searches.getState()
    if (step !== undefined) move(active + step)
    else if (event.key === 'Enter') {
      if (active !== -1) choose(active)
      else {
        rememberSearch(selfId, q)
        typeSearch(q, true)
      }
    } else if (event.key === 'Escape') {
      if (shown.kind === 'choices') dismiss()
      else if (q === '') onClose()
      else write('')
    } else return
    event.preventDefault()
  }
}
