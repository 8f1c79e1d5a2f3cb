import type { Entry, Same } from './area'

export const en = {
  'composer.suggest.people': 'People to mention',
  'composer.suggest.emoji': 'Emoji',
  'composer.suggest.outside': 'Not in this room',
  'composer.suggestions': {
    one: '{count} suggestion. Enter chooses, Esc closes.',
    other: '{count} suggestions. Arrows move, Enter chooses, Esc closes.',
  },
} satisfies Record<string, Entry>

export const ptBr: Same<typeof en> = {
  'composer.suggest.people': 'Pessoas para mencionar',
  'composer.suggest.emoji': 'Emoji',
  'composer.suggest.outside': 'Não está nesta sala',
  'composer.suggestions': {
    one: '{count} sugestão. Enter escolhe, Esc fecha.',
    other: '{count} sugestões. As setas andam, Enter escolhe, Esc fecha.',
  },
}
