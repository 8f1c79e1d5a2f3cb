import type { Entry, Same } from './area'

/** What the composer says from the first moment on; what it says later comes with what is loaded then. */
export const en = {
  'composer.label.thread': 'Reply in thread',
  'composer.preview': 'Preview',
  'composer.format': 'Formatting',
  'composer.emoji': 'Emoji',
  'composer.attach': 'Attach files',
  'composer.pasted': 'Pasted {time}',
  'composer.drop': 'Drop to send to {room}',
  'composer.drop.thread': 'Drop to send to the thread',
  'composer.filesFailed': 'A file did not get through. Try it again or remove it, then send.',
  'composer.closed.direct': 'You cannot write to each other here. What was written stays.',
  'composer.closed.muted': 'A moderator has muted you here. You can read, but not write.',
  'composer.closed.mutedUntil': 'A moderator has muted you here. You can write again from {time}.',
} satisfies Record<string, Entry>

export const ptBr: Same<typeof en> = {
  'composer.label.thread': 'Responder na conversa',
  'composer.preview': 'Prévia',
  'composer.format': 'Formatação',
  'composer.emoji': 'Emoji',
  'composer.attach': 'Anexar arquivos',
  'composer.pasted': 'Colado {time}',
  'composer.drop': 'Solte para enviar a {room}',
  'composer.drop.thread': 'Solte para enviar à conversa',
  'composer.filesFailed': 'Um arquivo não foi enviado. Tente de novo ou remova-o, depois envie.',
  'composer.closed.direct': 'Vocês não podem se escrever aqui. O que foi escrito permanece.',
  'composer.closed.muted': 'Um moderador silenciou você aqui. Você pode ler, mas não escrever.',
  'composer.closed.mutedUntil':
    'Um moderador silenciou você aqui. Você poderá escrever de novo a partir de {time}.',
}
