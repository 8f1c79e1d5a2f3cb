import type { LANGUAGES } from '@papo/contract'

export type Language = (typeof LANGUAGES)[number]

const en = {
  greeting: (name: string) => `Hello ${name},`,
  reset: {
    subject: 'A new password for Papo',
    text: 'someone, hopefully you, wants to set a new password for your account. This link does it, once, within an hour:',
    label: 'Set a new password',
    smallPrint: 'If it was not you, do nothing: your password stays as it is.',
  },
  digest: {
    subject: (count: number) =>
      count === 1 ? 'You were mentioned in Papo' : `You were mentioned ${count} times in Papo`,
    text: 'while you were away, you were mentioned here:',
    room: (room: string, count: number, authors: string) =>
      `${room}: ${count === 1 ? 'once' : `${count} times`}, by ${authors}`,
    direct: (count: number, authors: string) =>
      `Direct conversation: ${count === 1 ? 'once' : `${count} times`}, by ${authors}`,
    label: 'Read it',
    more: (count: number) => (count === 1 ? 'And in one more room.' : `And in ${count} more rooms.`),
    others: (names: string, count: number) => `${names} and ${count} more`,
    smallPrint: 'You chose to be written to about missed mentions. To change that:',
    settings: 'Settings',
  },
}

const ptBr: typeof en = {
  greeting: (name) => `Olá, ${name},`,
  reset: {
    subject: 'Uma nova senha para o Papo',
    text: 'alguém, esperamos que você, quer definir uma nova senha para a sua conta. Este link faz isso, uma única vez, dentro de uma hora:',
    label: 'Definir uma nova senha',
    smallPrint: 'Se não foi você, não faça nada: a sua senha continua a mesma.',
  },
  digest: {
    subject: (count) =>
      count === 1 ? 'Mencionaram você no Papo' : `Mencionaram você ${count} vezes no Papo`,
    text: 'enquanto você estava fora, mencionaram você aqui:',
    room: (room, count, authors) => `${room}: ${count === 1 ? 'uma vez' : `${count} vezes`}, por ${authors}`,
    direct: (count, authors) =>
      `Conversa direta: ${count === 1 ? 'uma vez' : `${count} vezes`}, por ${authors}`,
    label: 'Ler',
    more: (count) => (count === 1 ? 'E em mais uma sala.' : `E em mais ${count} salas.`),
    others: (names, count) => `${names} e mais ${count}`,
    smallPrint: 'Você escolheu receber e-mails sobre menções perdidas. Para mudar isso:',
    settings: 'Configurações',
  },
}

const TEXTS: Record<Language, typeof en> = { en, 'pt-BR': ptBr }
/** English for those of whom no language is known. */
export const mailTexts = (language: Language | null | undefined) => TEXTS[language ?? 'en']
