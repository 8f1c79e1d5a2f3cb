import type { Entry, Same } from './area'

export const en = {
  'roomMenu.files': 'Files',
  'roomMenu.read': 'Mark as read',
  'roomMenu.pin': 'Pin to the top',
  'roomMenu.unpin': 'Unpin',
  'roomMenu.mute': 'Mute',
  'roomMenu.unmute': 'Unmute',
  'roomMenu.copyLink': 'Copy link',
  'roomMenu.linkCopied': 'Link copied',
  'roomMenu.copyFailed': 'The browser did not allow copying.',
  'roomMenu.settings': 'Room settings',
  'roomMenu.notify': 'Notify me about',
  'roomMenu.notify.default': 'What my settings say',
  'roomMenu.notify.all': 'All messages',
  'roomMenu.notify.mentions': 'Mentions',
  'roomMenu.notify.none': 'Nothing',
} satisfies Record<string, Entry>

export const ptBr: Same<typeof en> = {
  'roomMenu.files': 'Arquivos',
  'roomMenu.read': 'Marcar como lida',
  'roomMenu.pin': 'Fixar no topo',
  'roomMenu.unpin': 'Desafixar',
  'roomMenu.mute': 'Silenciar',
  'roomMenu.unmute': 'Reativar avisos',
  'roomMenu.copyLink': 'Copiar link',
  'roomMenu.linkCopied': 'Link copiado',
  'roomMenu.copyFailed': 'O navegador não permitiu copiar.',
  'roomMenu.settings': 'Configurações da sala',
  'roomMenu.notify': 'Avisar sobre',
  'roomMenu.notify.default': 'O que dizem minhas configurações',
  'roomMenu.notify.all': 'Todas as mensagens',
  'roomMenu.notify.mentions': 'Menções',
  'roomMenu.notify.none': 'Nada',
}
