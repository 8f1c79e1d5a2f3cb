import type { Entry, Same } from './area'

export const en = {
  'filesPanel.title': 'Files',
  'filesPanel.kinds': 'Kinds of files',
  'filesPanel.media': 'Pictures and recordings',
  'filesPanel.other': 'Other files',
  'filesPanel.jump': 'Go to the message of {name}',
  'filesPanel.none.title': 'Nothing here yet',
  'filesPanel.none.media': 'Pictures, videos and sounds that are sent here gather in this place.',
  'filesPanel.none.other': 'Documents and all other files that are sent here gather in this place.',
  'filesPanel.failed': 'The files could not be loaded.',
} satisfies Record<string, Entry>

export const ptBr: Same<typeof en> = {
  'filesPanel.title': 'Arquivos',
  'filesPanel.kinds': 'Tipos de arquivo',
  'filesPanel.media': 'Fotos e gravações',
  'filesPanel.other': 'Outros arquivos',
  'filesPanel.jump': 'Ir para a mensagem de {name}',
  'filesPanel.none.title': 'Nada aqui ainda',
  'filesPanel.none.media': 'Fotos, vídeos e áudios enviados aqui ficam reunidos neste lugar.',
  'filesPanel.none.other': 'Documentos e todos os outros arquivos enviados aqui ficam reunidos neste lugar.',
  'filesPanel.failed': 'Não foi possível carregar os arquivos.',
}
