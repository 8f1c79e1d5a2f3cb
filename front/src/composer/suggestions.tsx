import type { JoinedRoom } from '@papo/contract'
import { type Ref, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand/react'
import { habits } from '../emoji/habits'
import { type Emoji, emojiNow, loadEmoji } from '../emoji/load'
import { withTone } from '../emoji/table'
import * as texts from '../i18n/suggestions'
import { addTexts } from '../i18n/translate'
import { useLanguage, useText } from '../preferences'
import { PersonSuggestions } from './person.suggestions'
import { type Suggestion, SuggestionList } from './suggestion.list'
import type { Trigger } from './trigger'
import type { ListKeys } from './use-completion'

addTexts(texts)

const SHOWN_MAX = 8

export type SuggestionProps = {
  ref: Ref<ListKeys>
  id: string
  room: JoinedRoom
  trigger: Trigger
  onActive: (id: string | null) => void
  onPick: (insert: string) => void
}

/** Loaded with the first `@` or `:`. */
export function Suggestions(props: SuggestionProps) {
  return props.trigger.kind === '@' ? <PersonSuggestions {...props} /> : <EmojiSuggestions {...props} />
}

function EmojiSuggestions({ trigger, ...list }: SuggestionProps) {
  const t = useText()
  const language = useLanguage()
  const [emoji, setEmoji] = useState<Emoji | undefined>(() => emojiNow(language))
  const tone = useStore(habits, (h) => h.tone)
  useEffect(() => {
    // Without a connection there is nothing to suggest yet.
    loadEmoji(language).then(setEmoji, () => undefined)
  }, [language])
  const items = useMemo(
    () =>
      (emoji?.find(trigger.query, SHOWN_MAX) ?? []).map(([sign, label, codes, , toned]): Suggestion => {
        const insert = toned ? withTone(sign, tone) : sign
        const mark = <span className="suggestion-emoji">{insert}</span>
        return { key: codes, insert, mark, name: label, detail: codes ? `:${codes.split(' ')[0]}:` : '' }
      }),
    [emoji, trigger.query, tone],
  )
  return <SuggestionList {...list} label={t('composer.suggest.emoji')} items={items} />
}
