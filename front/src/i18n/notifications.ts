import type { Entry, Same } from './area'

export const en = {
  'notifications.title': 'Notifications',
  'notifications.level': 'Notify me about',
  'notifications.level.all': 'All messages',
  'notifications.level.mentions': 'Mentions and direct messages',
  'notifications.level.none': 'Nothing',
  'notifications.sound': 'Sound',
  'notifications.sound.hint':
    'Two soft notes for what comes in elsewhere. Never for the room in front of you.',
  'notifications.desktop': 'Notifications on this device',
  'notifications.desktop.hint': 'Shown by the system while Papo is open behind other windows.',
  'notifications.desktop.denied':
    'The browser blocks notifications of this page. Allow them by the sign beside its address.',
  'notifications.dnd.hint': 'No sounds and no notes, on any device, until you switch it off.',
  'notifications.test': 'Try it',
  'notifications.test.title': 'Papo',
  'notifications.test.text': 'This is how new messages make themselves noticed.',
} satisfies Record<string, Entry>

export const ptBr: Same<typeof en> = {
  'notifications.title': 'Notificações',
  'notifications.level': 'Avisar sobre',
  'notifications.level.all': 'Todas as mensagens',
  'notifications.level.mentions': 'Menções e mensagens diretas',
  'notifications.level.none': 'Nada',
  'notifications.sound': 'Som',
  'notifications.sound.hint':
    'Duas notas suaves para o que chega em outro lugar. Nunca para a sala à sua frente.',
  'notifications.desktop': 'Notificações neste aparelho',
  'notifications.desktop.hint': 'Mostradas pelo sistema enquanto o Papo está aberto atrás de outras janelas.',
  'notifications.desktop.denied':
    'O navegador bloqueia as notificações desta página. Permita-as pelo sinal ao lado do endereço.',
  'notifications.dnd.hint': 'Nenhum som e nenhum aviso, em nenhum aparelho, até você desligar.',
  'notifications.test': 'Testar',
  'notifications.test.title': 'Papo',
  'notifications.test.text': 'É assim que novas mensagens se fazem notar.',
}
