import type { Entry, Same } from './area'

/** What frames the chat, from its first moment. */
export const en = {
  'shell.keys': 'Keyboard shortcuts',
  'self.menu': 'How you appear, settings',
  'self.presence': 'You appear as',
  'connection.lost': 'Reconnecting… Nothing is lost.',
  'connection.offline': 'You are offline. What you write goes out when you are back.',
  'connection.back': 'Connected again, everything is here.',
  'alerts.label': 'New messages',
  'version.new': 'There is a new version.',
} satisfies Record<string, Entry>

export const ptBr: Same<typeof en> = {
  'shell.keys': 'Atalhos de teclado',
  'self.menu': 'Como você aparece, configurações',
  'self.presence': 'Você aparece como',
  'connection.lost': 'Reconectando… Nada se perde.',
  'connection.offline': 'Você está off-line. O que escrever sai quando você voltar.',
  'connection.back': 'Conectado de novo, está tudo aqui.',
  'alerts.label': 'Novas mensagens',
  'version.new': 'Há uma nova versão.',
}
