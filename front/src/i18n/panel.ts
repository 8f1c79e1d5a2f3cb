import type { Entry, Same } from './area'

/** Names in braces are filled in; plural forms are chosen by `count`. */
export const en = {
  'panel.back': 'Back to the room',
  'thread.title': 'Thread',
  'thread.messages': 'Messages of the thread',
  'thread.none': 'No replies yet. The first one is yours.',
  'thread.older': 'Loading older replies',
  'thread.failed': 'The thread could not be loaded.',
  'thread.missing.title': 'This thread is not here',
  'thread.missing.text': 'The link may be wrong, or the message is in a thread itself.',
  'thread.latest': 'Newer replies',

  'pins.title': 'Pinned messages',
  'pins.none.title': 'Nothing is pinned yet',
  'pins.none.text':
    'Open the menu of a message (right click, or rest a finger on it) and choose “Pin”. Everyone here finds it again in this place.',
  'pins.failed': 'The pinned messages could not be loaded.',
  'pins.jump': 'Go to the message',
  'pins.unpin': 'Unpin the message of {name}',
  'pins.more': 'The older pins are not shown.',
} satisfies Record<string, Entry>

export const ptBr: Same<typeof en> = {
  'panel.back': 'Voltar para a sala',
  'thread.title': 'Conversa',
  'thread.messages': 'Mensagens da conversa',
  'thread.none': 'Nenhuma resposta ainda. A primeira é sua.',
  'thread.older': 'Carregando respostas mais antigas',
  'thread.failed': 'Não foi possível carregar a conversa.',
  'thread.missing.title': 'Esta conversa não está aqui',
  'thread.missing.text': 'O link pode estar errado, ou a mensagem já faz parte de outra conversa.',
  'thread.latest': 'Respostas mais novas',

  'pins.title': 'Mensagens fixadas',
  'pins.none.title': 'Nada fixado ainda',
  'pins.none.text':
    'Abra o menu de uma mensagem (clique com o botão direito, ou mantenha o dedo nela) e escolha “Fixar”. Todos aqui a encontram de novo neste lugar.',
  'pins.failed': 'Não foi possível carregar as mensagens fixadas.',
  'pins.jump': 'Ir para a mensagem',
  'pins.unpin': 'Desafixar a mensagem de {name}',
  'pins.more': 'As mensagens fixadas há mais tempo não são mostradas.',
}
