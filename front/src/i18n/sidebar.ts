import type { Entry, Same } from './area'

/** Names in braces are filled in; plural forms are chosen by `count`. */
export const en = {
  'sidebar.label': 'Rooms and people',
  'sidebar.rooms': 'Rooms',
  'sidebar.direct': 'Direct messages',
  'sidebar.browse': 'Find or create a room',
  'sidebar.newDirect': 'New direct message',
  'sidebar.open': 'Open the list of rooms',
  'sidebar.close': 'Close the list of rooms',
  'sidebar.noRooms': 'You are in no room yet.',
  'sidebar.noRooms.action': 'Find a room',
  'sidebar.noDirect': 'Write to someone directly.',
  'sidebar.failed': 'Your rooms could not be loaded.',
  'sidebar.unread': { one: '{count} unread message', other: '{count} unread messages' },
  'sidebar.mentions': { one: '{count} mention', other: '{count} mentions' },
  'sidebar.settings': 'Settings',

  'presence.online': 'Online',
  'presence.idle': 'Away',
  'presence.dnd': 'Do not disturb',
  'presence.offline': 'Offline',

  'connection.lost': 'No connection. Your messages go out when it is back.',
  'connection.back': 'Connected again, everything is here.',

  'browse.title': 'Rooms',
  'browse.search': 'Search public rooms',
  'browse.none': 'No public room is called “{q}”.',
  'browse.noneAtAll': 'There is no public room yet.',
  'browse.join': 'Join',
  'browse.open': 'Open',
  'browse.create': 'Create a room',
  'browse.createNamed': 'Create “{q}”',

  'create.title': 'New room',
  'create.name': 'Name',
  'create.topic': 'Topic',
  'create.topic.hint': 'What it is about. You may leave it empty.',
  'create.kind': 'Who may join',
  'create.public': 'Public',
  'create.public.hint': 'Everyone here can find it, read it and join.',
  'create.private': 'Private',
  'create.private.hint': 'Only people who are invited see it.',
  'create.submit': 'Create room',

  'people.title': 'New direct message',
  'people.search': 'Search people by name',
  'people.start': 'Type a name to find someone.',
  'people.none': 'Nobody is called “{q}”.',
  'people.failed': 'The search did not work.',

  'others.kept': {
    one: 'Another account left {count} unsent message on this device. It goes out when that account logs in here.',
    other:
      'Another account left {count} unsent messages on this device. They go out when that account logs in here.',
  },
  'others.discard': 'Delete them',
  'others.keep': 'Keep',
} satisfies Record<string, Entry>

export const ptBr: Same<typeof en> = {
  'sidebar.label': 'Salas e pessoas',
  'sidebar.rooms': 'Salas',
  'sidebar.direct': 'Mensagens diretas',
  'sidebar.browse': 'Encontrar ou criar uma sala',
  'sidebar.newDirect': 'Nova mensagem direta',
  'sidebar.open': 'Abrir a lista de salas',
  'sidebar.close': 'Fechar a lista de salas',
  'sidebar.noRooms': 'Você ainda não está em nenhuma sala.',
  'sidebar.noRooms.action': 'Encontrar uma sala',
  'sidebar.noDirect': 'Escreva diretamente para alguém.',
  'sidebar.failed': 'Não foi possível carregar suas salas.',
  'sidebar.unread': { one: '{count} mensagem não lida', other: '{count} mensagens não lidas' },
  'sidebar.mentions': { one: '{count} menção', other: '{count} menções' },
  'sidebar.settings': 'Configurações',

  'presence.online': 'On-line',
  'presence.idle': 'Ausente',
  'presence.dnd': 'Não perturbe',
  'presence.offline': 'Off-line',

  'connection.lost': 'Sem conexão. Suas mensagens saem quando ela voltar.',
  'connection.back': 'Conectado de novo, está tudo aqui.',

  'browse.title': 'Salas',
  'browse.search': 'Buscar salas públicas',
  'browse.none': 'Nenhuma sala pública se chama “{q}”.',
  'browse.noneAtAll': 'Ainda não há nenhuma sala pública.',
  'browse.join': 'Participar',
  'browse.open': 'Abrir',
  'browse.create': 'Criar uma sala',
  'browse.createNamed': 'Criar “{q}”',

  'create.title': 'Nova sala',
  'create.name': 'Nome',
  'create.topic': 'Assunto',
  'create.topic.hint': 'Do que se trata. Pode ficar vazio.',
  'create.kind': 'Quem pode participar',
  'create.public': 'Pública',
  'create.public.hint': 'Todos aqui podem encontrá-la, ler e participar.',
  'create.private': 'Privada',
  'create.private.hint': 'Só quem é convidado a vê.',
  'create.submit': 'Criar sala',

  'people.title': 'Nova mensagem direta',
  'people.search': 'Buscar pessoas pelo nome',
  'people.start': 'Digite um nome para encontrar alguém.',
  'people.none': 'Ninguém se chama “{q}”.',
  'people.failed': 'A busca não funcionou.',

  'others.kept': {
    one: 'Outra conta deixou {count} mensagem não enviada neste aparelho. Ela sai quando essa conta entrar aqui.',
    other:
      'Outra conta deixou {count} mensagens não enviadas neste aparelho. Elas saem quando essa conta entrar aqui.',
  },
  'others.discard': 'Apagar',
  'others.keep': 'Manter',
}
