import type { Entry, Same } from './area'

/** What the composer says from the first moment on; what it says later comes with what is loaded then. */
export const en = {
  'composer.tools.emoji': 'Emoji',
} satisfies Record<string, Entry>

export const ptBr: Same<typeof en> = {
  'composer.tools.emoji': 'Emoji',
}
