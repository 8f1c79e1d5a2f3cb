import type { Entry, Same } from './area'

export const en = {
  'switcher.title': 'Go to a room or a person',
  'switcher.placeholder': 'Where to?',
  'switcher.results': 'Rooms, people and actions',
  'switcher.new': 'New',
  'switcher.search': 'Search messages',
  'switcher.searchFor': 'Search messages for “{q}”',
  'switcher.browse': 'Find or make a room',
} satisfies Record<string, Entry>

export const ptBr: Same<typeof en> = {
  'switcher.title': 'Ir para uma sala ou pessoa',
  'switcher.placeholder': 'Para onde?',
  'switcher.results': 'Salas, pessoas e ações',
  'switcher.new': 'Novas',
  'switcher.search': 'Buscar mensagens',
  'switcher.searchFor': 'Buscar “{q}” nas mensagens',
  'switcher.browse': 'Encontrar ou criar uma sala',
}
