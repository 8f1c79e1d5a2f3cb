import type { Entry, Same } from './area'

export const en = {
  'viewer.label': 'Picture',
  'viewer.place': 'Picture {n} of {count}: {name}, from {person}, {when}',
  'viewer.next': 'Next picture',
  'viewer.before': 'Picture before',
  'viewer.zoomIn': 'Larger',
  'viewer.zoomOut': 'Smaller',
  'viewer.jump': 'Show in conversation',
  'viewer.failed': 'The picture could not be loaded.',
} satisfies Record<string, Entry>

export const ptBr: Same<typeof en> = {
  'viewer.label': 'Foto',
  'viewer.place': 'Foto {n} de {count}: {name}, de {person}, {when}',
  'viewer.next': 'Próxima foto',
  'viewer.before': 'Foto anterior',
  'viewer.zoomIn': 'Aumentar',
  'viewer.zoomOut': 'Diminuir',
  'viewer.jump': 'Mostrar na conversa',
  'viewer.failed': 'Não foi possível carregar a foto.',
}
