import { createStore } from 'zustand/vanilla'
import { readStored, writeStored } from '../stored'
import { type Tone, TONES } from './table'

const TONE_KEY = 'papo:emoji:tone'
const RECENT_KEY = 'papo:emoji:recent'
const RECENT_MAX = 27

type Habits = { readonly tone: Tone; readonly recent: readonly string[] }

/** The skin tone and the emoji that one used last on this device. */
export const habits = createStore<Habits>(() => ({
  tone: TONES.find((tone) => String(tone) === readStored(TONE_KEY)) ?? 0,
  recent: readStored(RECENT_KEY)?.split(' ').filter(Boolean) ?? [],
}))

export function chooseTone(tone: Tone): void {
  writeStored(TONE_KEY, tone === 0 ? null : String(tone))
  habits.setState({ tone })
}

export function rememberEmoji(emoji: string): void {
  const recent = [emoji, ...habits.getState().recent.filter((one) => one !== emoji)].slice(0, RECENT_MAX)
  writeStored(RECENT_KEY, recent.join(' '))
  habits.setState({ recent })
}
