import type { Entry, Same } from './area'

/** What is said about files wherever messages are. */
export const en = {
  'files.picture': 'Picture',
  'files.video': 'Video',
  'files.audio': 'Audio',
  'files.pictures': { one: '{count} picture', other: '{count} pictures' },
  'files.some': { one: '{count} file', other: '{count} files' },
  'files.open': 'Open the picture {name}',
  'files.failed': 'Not loaded',
  'files.failed.named': 'The picture {name} could not be loaded.',
  'files.download': 'Download {name}',
  'files.arriving': '{name} is on its way',
  'files.unplayable': 'It cannot be played here.',
} satisfies Record<string, Entry>

export const ptBr: Same<typeof en> = {
  'files.picture': 'Foto',
  'files.video': 'Vídeo',
  'files.audio': 'Áudio',
  'files.pictures': { one: '{count} foto', other: '{count} fotos' },
  'files.some': { one: '{count} arquivo', other: '{count} arquivos' },
  'files.open': 'Abrir a foto {name}',
  'files.failed': 'Não carregou',
  'files.failed.named': 'Não foi possível carregar a foto {name}.',
  'files.download': 'Baixar {name}',
  'files.arriving': '{name} está a caminho',
  'files.unplayable': 'Não dá para reproduzir isto aqui.',
}
