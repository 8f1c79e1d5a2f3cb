import type { Entry, Same } from './area'

/** Names in braces are filled in; plural forms are chosen by `count`. */
export const en = {
  'room.private': 'Private room',
  'room.public': 'Public room',
  'room.members': { one: '{count} member', other: '{count} members' },
  'room.showMembers': 'Members',
  'room.leave': 'Leave room',
  'room.leave.ask': 'Leave {room}?',
  'room.leave.text.private': 'It is private: to come back you need an invitation.',
  'room.leave.text.public': 'You can join again at any time.',
  'room.missing.title': 'This room is not here',
  'room.missing.text': 'It was deleted, or you are not a member.',
  'room.pick.text': 'Choose a room on the left, find a new one, or write to someone.',
  'room.you': '{name} (you)',

  'typing.one': '{a} is typing',
  'typing.two': '{a} and {b} are typing',
  'typing.many': { one: '{count} person is typing', other: '{count} people are typing' },

  'members.title': 'Members',
  'members.invite': 'Invite people',
  'members.invited': '{name} was added.',
  'members.alreadyIn': 'Member',
  'members.remove': 'Remove from room',
  'members.remove.named': 'Remove {name} from the room',
  'members.remove.ask': 'Remove {name} from {room}?',
  'members.remove.text': 'They can join again, unless you make the room private.',
  'members.message': 'Send a message to {name}',
  'members.online': { one: 'Online, {count}', other: 'Online, {count}' },
  'members.others': { one: 'Offline, {count}', other: 'Offline, {count}' },
  'members.failed': 'The members could not be loaded.',

  'role.owner': 'Owner',
  'role.admin': 'Admin',
  'role.member': 'Member',
} satisfies Record<string, Entry>

export const ptBr: Same<typeof en> = {
  'room.private': 'Sala privada',
  'room.public': 'Sala pública',
  'room.members': { one: '{count} membro', other: '{count} membros' },
  'room.showMembers': 'Membros',
  'room.leave': 'Sair da sala',
  'room.leave.ask': 'Sair de {room}?',
  'room.leave.text.private': 'Ela é privada: para voltar você precisa de um convite.',
  'room.leave.text.public': 'Você pode entrar de novo quando quiser.',
  'room.missing.title': 'Esta sala não está aqui',
  'room.missing.text': 'Ela foi apagada, ou você não é membro.',
  'room.pick.text': 'Escolha uma sala à esquerda, encontre uma nova ou escreva para alguém.',
  'room.you': '{name} (você)',

  'typing.one': '{a} está digitando',
  'typing.two': '{a} e {b} estão digitando',
  'typing.many': { one: '{count} pessoa está digitando', other: '{count} pessoas estão digitando' },

  'members.title': 'Membros',
  'members.invite': 'Convidar pessoas',
  'members.invited': '{name} agora participa.',
  'members.alreadyIn': 'Membro',
  'members.remove': 'Remover da sala',
  'members.remove.named': 'Remover {name} da sala',
  'members.remove.ask': 'Remover {name} de {room}?',
  'members.remove.text': 'A pessoa pode entrar de novo, a não ser que a sala fique privada.',
  'members.message': 'Enviar uma mensagem para {name}',
  'members.online': { one: 'On-line, {count}', other: 'On-line, {count}' },
  'members.others': { one: 'Off-line, {count}', other: 'Off-line, {count}' },
  'members.failed': 'Não foi possível carregar os membros.',

  'role.owner': 'Dono',
  'role.admin': 'Admin',
  'role.member': 'Membro',
}
