import type { Entry, Same } from './area'

/** What is said about people wherever they are named. */
export const en = {
  'names.more': { one: '{names} and {count} more', other: '{names} and {count} more' },
  'names.notes': 'Notes to yourself',
  'names.gone': 'Deleted user',
  'names.card': 'About {name}',
  'names.bot': 'Bot',
  'self.status': 'Set a status',
  'blocked.message': 'Message from someone you blocked',
  'blocked.show': 'Show',
} satisfies Record<string, Entry>

export const ptBr: Same<typeof en> = {
  'names.more': { one: '{names} e mais {count}', other: '{names} e mais {count}' },
  'names.notes': 'Notas para você',
  'names.gone': 'Usuário excluído',
  'names.card': 'Sobre {name}',
  'names.bot': 'Bot',
  'self.status': 'Definir um status',
  'blocked.message': 'Mensagem de alguém que você bloqueou',
  'blocked.show': 'Mostrar',
}
