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
  'notifications.device': 'Notifications on this device',
  'notifications.device.hint': 'Shown by the system, also while Papo is closed.',
  'notifications.device.page':
    'Shown by the system while Papo is open behind other windows. This browser gives no way to reach it while Papo is closed.',
  'notifications.device.unsupported': 'No notifications in this browser',
  'notifications.device.unsupported.hint':
    'It shows none, or only for pages that are reached by https. Sounds work all the same.',
  'notifications.device.install': 'Notifications come with the app on your home screen',
  'notifications.device.install.hint':
    'Tap the share button of the browser, then “Add to Home Screen”. Open Papo from there, and switch them on here.',
  'notifications.device.blocked': 'The browser blocks notifications of this page',
  'notifications.device.blocked.hint':
    'Press the sign before its address, or open the browser’s settings for this page, and allow notifications. Then switch them on here.',
  'notifications.quiet': 'Peace and quiet',
  'notifications.dnd.hint': 'No sounds and no notifications, on any device, until you switch it off.',
  'notifications.hours': 'Quiet hours',
  'notifications.hours.hint': 'The same every day, at hours of your choice. Others do not see it.',
  'notifications.hours.from': 'From',
  'notifications.hours.to': 'To',
  'notifications.hours.zone': 'By the clock of {zone}',
  'notifications.hours.here': 'Take that of {zone}',
  'notifications.digest': 'Email about missed mentions',
  'notifications.digest.off': 'Never',
  'notifications.digest.hourly': 'Hourly at most',
  'notifications.digest.daily': 'Daily at most',
  'notifications.digest.hint':
    'Sent while you are away. It says where, by whom and how often, and nothing of what was written.',
  'notifications.test': 'Try it',
  'notifications.test.title': 'Papo',
  'notifications.test.text': 'This is how new messages make themselves noticed.',
  'notifications.test.sent': 'It is on its way, and should be here within a few seconds.',
  'notifications.test.page': 'Shown by this page. Messages cannot reach this browser while Papo is closed.',
  'notifications.test.gone': 'This device was not known any more. It is again: try once more.',
  'notifications.test.lost':
    'This device is not known any more, and its browser gives no new address. Switch notifications off and on again.',
  'notifications.test.refused':
    'The service that brings notifications to this browser refuses those of this server. Its administrators find the reason in the log.',
  'notifications.test.unreachable':
    'The service that brings notifications to this browser does not answer the server. Try again later.',
  'notifications.test.sound': 'That was the sound. Notifications are off on this device.',
  'notifications.test.nothing': 'Sound and notifications are off: nothing makes itself noticed here.',
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
  'notifications.device': 'Notificações neste aparelho',
  'notifications.device.hint': 'Mostradas pelo sistema, mesmo com o Papo fechado.',
  'notifications.device.page':
    'Mostradas pelo sistema enquanto o Papo está aberto atrás de outras janelas. Este navegador não pode ser alcançado com o Papo fechado.',
  'notifications.device.unsupported': 'Sem notificações neste navegador',
  'notifications.device.unsupported.hint':
    'Ele não mostra nenhuma, ou só de páginas acessadas por https. Os sons funcionam mesmo assim.',
  'notifications.device.install': 'As notificações vêm com o app na tela de início',
  'notifications.device.install.hint':
    'Toque no botão de compartilhar do navegador e depois em “Adicionar à Tela de Início”. Abra o Papo por lá e ative-as aqui.',
  'notifications.device.blocked': 'O navegador bloqueia as notificações desta página',
  'notifications.device.blocked.hint':
    'Toque no sinal antes do endereço, ou abra as configurações do navegador para esta página, e permita as notificações. Depois ative-as aqui.',
  'notifications.quiet': 'Sossego',
  'notifications.dnd.hint': 'Nenhum som e nenhuma notificação, em nenhum aparelho, até você desligar.',
  'notifications.hours': 'Horário de silêncio',
  'notifications.hours.hint': 'O mesmo todos os dias, nas horas que você escolher. Os outros não veem.',
  'notifications.hours.from': 'Das',
  'notifications.hours.to': 'Até',
  'notifications.hours.zone': 'Pelo relógio de {zone}',
  'notifications.hours.here': 'Usar o de {zone}',
  'notifications.digest': 'E-mail sobre menções perdidas',
  'notifications.digest.off': 'Nunca',
  'notifications.digest.hourly': 'No máximo a cada hora',
  'notifications.digest.daily': 'No máximo uma vez por dia',
  'notifications.digest.hint':
    'Enviado quando você está fora. Diz onde, por quem e quantas vezes, e nada do que foi escrito.',
  'notifications.test': 'Testar',
  'notifications.test.title': 'Papo',
  'notifications.test.text': 'É assim que novas mensagens se fazem notar.',
  'notifications.test.sent': 'Está a caminho e deve chegar em alguns segundos.',
  'notifications.test.page':
    'Mostrada por esta página. As mensagens não alcançam este navegador com o Papo fechado.',
  'notifications.test.gone': 'Este aparelho não era mais conhecido. Agora é de novo: tente mais uma vez.',
  'notifications.test.lost':
    'Este aparelho não é mais conhecido, e o navegador não dá um novo endereço. Desative as notificações e ative-as de novo.',
  'notifications.test.refused':
    'O serviço que traz as notificações a este navegador recusa as deste servidor. Quem o administra encontra o motivo no registro.',
  'notifications.test.unreachable':
    'O serviço que traz as notificações a este navegador não responde ao servidor. Tente de novo mais tarde.',
  'notifications.test.sound': 'Esse foi o som. As notificações estão desligadas neste aparelho.',
  'notifications.test.nothing': 'Som e notificações estão desligados: nada se faz notar aqui.',
}
