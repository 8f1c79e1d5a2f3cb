import type { Entry, Same } from './area'

export const en = {
  'markdown.code': 'Code',
  'markdown.table': 'Table',
  'markdown.copy': 'Copy',
  'markdown.copied': 'Copied',
} satisfies Record<string, Entry>

export const ptBr: Same<typeof en> = {
  'markdown.code': 'Código',
  'markdown.table': 'Tabela',
  'markdown.copy': 'Copiar',
  'markdown.copied': 'Copiado',
}
