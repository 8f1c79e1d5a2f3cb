import type { Entry, Same } from './area'

export const en = {
  'format.bold': 'Bold',
  'format.italic': 'Italic',
  'format.strike': 'Strikethrough',
  'format.code': 'Code',
  'format.quote': 'Quotation',
  'format.list': 'List',
  'format.help': 'How to format',
  'format.help.text': 'What you type on the left becomes what you see on the right.',
  'format.sample.bold': '**important**',
  'format.sample.italic': '_by the way_',
  'format.sample.strike': '~~tomorrow~~ today',
  'format.sample.code': 'run `npm start`',
  'format.sample.link': '[the plan](https://example.org)',
  'format.sample.quote': '> as you said',
  'format.sample.list': '- milk\n- bread',
  'format.sample.block': '```js\nlet answer = 42\n```',
} satisfies Record<string, Entry>

export const ptBr: Same<typeof en> = {
  'format.bold': 'Negrito',
  'format.italic': 'Itálico',
  'format.strike': 'Riscado',
  'format.code': 'Código',
  'format.quote': 'Citação',
  'format.list': 'Lista',
  'format.help': 'Como formatar',
  'format.help.text': 'O que você digita à esquerda vira o que se vê à direita.',
  'format.sample.bold': '**importante**',
  'format.sample.italic': '_aliás_',
  'format.sample.strike': '~~amanhã~~ hoje',
  'format.sample.code': 'rode `npm start`',
  'format.sample.link': '[o plano](https://example.org)',
  'format.sample.quote': '> como você disse',
  'format.sample.list': '- leite\n- pão',
  'format.sample.block': '```js\nlet resposta = 42\n```',
}
