import type { Entry, Same } from './area'

export const en = {
  'invite.from': '{name} invites you to',
  'invite.members': { one: '{count} member', other: '{count} members' },
  'invite.join': 'Join {room}',
  'invite.accountFirst': 'Make an account or log in, and you are in.',
  'invite.gone.title': 'This invitation no longer works',
  'invite.gone.text': 'It ended, was used up or was taken back. Ask whoever sent it for a new one.',
  'invite.gone.home': 'To my rooms',
  'invite.gone.go': 'Go on without it',
  'invite.banned.title': 'You were banned from this room',
  'invite.banned.text': 'An invitation does not change that. Its owners or admins can lift the ban.',
  'invite.failed': 'The invitation could not be looked up.',
  'invite.tooFast': 'Too many tries from here. Wait a minute, then try again.',
} satisfies Record<string, Entry>

export const ptBr: Same<typeof en> = {
  'invite.from': '{name} convida você para',
  'invite.members': { one: '{count} membro', other: '{count} membros' },
  'invite.join': 'Entrar em {room}',
  'invite.accountFirst': 'Crie uma conta ou entre na sua, e pronto.',
  'invite.gone.title': 'Este convite não vale mais',
  'invite.gone.text': 'Ele venceu, se esgotou ou foi revogado. Peça um novo a quem o enviou.',
  'invite.gone.home': 'Ir para minhas salas',
  'invite.gone.go': 'Continuar sem ele',
  'invite.banned.title': 'Você foi banido desta sala',
  'invite.banned.text': 'Um convite não muda isso. Os donos ou admins podem retirar o banimento.',
  'invite.failed': 'Não foi possível consultar o convite.',
  'invite.tooFast': 'Tentativas demais daqui. Espere um minuto e tente de novo.',
}
