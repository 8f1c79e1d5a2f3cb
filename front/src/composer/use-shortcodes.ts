import { useEffect } from 'react'
import type { Emoji } from '../emoji/load'
import { convertShortcodes, hasShortcode } from '../emoji/shortcodes'
import { useLanguage } from '../preferences'

type Loading = typeof loading
let loading: { emojiNow: (language: 'en' | 'pt-BR') => Emoji | undefined } | null = null

/** Turns `:smile:` into an emoji, if the emoji are here by the time of sending; they come with the first colon. */
export function useShortcodes(text: string): (text: string) => string {
  const language = useLanguage()
  const needed = hasShortcode(text)
  useEffect(() => {
    if (!needed) return
    const load = async () => {
      const module = await import('../emoji/load')
      await module.loadEmoji(language)
      loading = module satisfies Loading
    }
    // Then it is sent as it was typed.
    load().catch(() => undefined)
  }, [needed, language])
  return (body) => {
    const byCode = loading?.emojiNow(language)?.byCode
    return byCode ? convertShortcodes(body, (code) => byCode.get(code)) : body
  }
}
