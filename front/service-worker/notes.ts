import type { PushPayload } from '@papo/contract'

type Told = Extract<PushPayload, { type: 'message' }>
export type Note = {
  title: string
  options: NotificationOptions & { timestamp?: number; renotify?: boolean }
}

const ICON = '/icons/icon-192.png'
/** One colour: what a phone's status bar draws. */
const BADGE = '/icons/badge-96.png'

const WORDS = {
  en: {
    picture: 'Picture',
    video: 'Video',
    audio: 'Audio',
    pictures: '{count} pictures',
    files: '{count} files',
    news: 'There are new messages.',
    test: 'It works: this is how new messages make themselves noticed.',
  },
  pt: {
    picture: 'Foto',
    video: 'Vídeo',
    audio: 'Áudio',
    pictures: '{count} fotos',
    files: '{count} arquivos',
    news: 'Há mensagens novas.',
    test: 'Funciona: é assim que novas mensagens se fazem notar.',
  },
} as const
type Words = Record<keyof (typeof WORDS)['en'], string>

const wordsOf = (language: string): Words => WORDS[language.toLowerCase().startsWith('pt') ? 'pt' : 'en']

/** What was pushed; null for what cannot be read, such as something of a newer server. */
export function payloadIn(data: unknown): PushPayload | null {
  if (typeof data !== 'object' || data === null || !('type' in data)) return null
  if (data.type === 'test') return { type: 'test' }
  const told = data as Partial<Told>
  const isWhole =
    data.type === 'message' && [told.roomId, told.tag, told.title, told.body, told.url].every(isText)
  return isWhole && typeof told.seq === 'number' ? (told as Told) : null
}

const isText = (value: unknown) => typeof value === 'string'

/** A browser wants something to be shown for whatever is pushed. */
export function noteOf(payload: PushPayload | null, language: string): Note {
  const words = wordsOf(language)
  const shared = { icon: ICON, badge: BADGE, lang: language }
  if (payload?.type !== 'message') {
    const what = payload ? 'test' : 'news'
    return { title: 'Papo', options: { ...shared, tag: what, body: words[what], data: { url: '/#/' } } }
  }
  const { title, body, tag, roomId, seq, url, icon, at } = payload
  return {
    title,
    options: {
      ...shared,
      ...{ tag, icon, body: body || filesIn(payload, words) },
      // A tab that shows the same message gives it the same tag: then there is one, and it does not ring again.
      renotify: false,
      timestamp: Date.parse(at),
      data: { url, roomId, seq },
    },
  }
}

function filesIn({ files }: Told, words: Words): string {
  if (!files) return ''
  const { kind, count } = files
  if (count === 1 && kind !== 'other') return words[kind]
  return words[kind === 'picture' ? 'pictures' : 'files'].replace('{count}', String(count))
}
