import type { Entry, Same } from './area'

export const en = {
  'first.title': 'It is quiet here',
  'first.text': 'You are the only one so far. What next?',
  'first.invite': 'Invite people by a link',
  'first.room': 'Make a room',
  'first.direct': 'Write to someone',
  'first.link': 'Whoever opens this link gets into {room}',
  'first.copied': {
    one: 'Link copied. It works for {count} day.',
    other: 'Link copied. It works for {count} days.',
  },
} satisfies Record<string, Entry>

export const ptBr: Same<typeof en> = {
  'first.title': 'Está quieto por aqui',
  'first.text': 'Por enquanto só você está aqui. E agora?',
  'first.invite': 'Convidar pessoas por um link',
  'first.room': 'Criar uma sala',
  'first.direct': 'Escrever para alguém',
  'first.link': 'Quem abrir este link entra em {room}',
  'first.copied': {
    one: 'Link copiado. Ele vale por {count} dia.',
    other: 'Link copiado. Ele vale por {count} dias.',
  },
}
