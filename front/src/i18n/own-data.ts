import type { Entry, Same } from './area'

export const en = {
  'ownData.title': 'Your data',
  'ownData.text':
    'Your profile, devices, rooms, messages, reactions and a list of your files, as text that programs can read.',
  'ownData.failed': 'This could not be loaded.',
  'ownData.request': 'Make an export',
  'ownData.waiting': 'Asked for on {when}. It is being made; this takes a while if you said a lot.',
  'ownData.look': 'Look again',
  'ownData.made': 'Export of {when}',
  'ownData.until': 'can be fetched until {when}',
  'ownData.fetch': 'Download',
  'ownData.fetchPart': 'Part {part} of {parts}',
  'ownData.delete': 'Delete account',
  'ownData.delete.text': 'At once and for good. Make an export first if you want to keep anything.',
  'ownData.delete.ask': 'Delete your account?',
  'ownData.delete.what':
    'Your name, address, picture and settings are erased, and you are logged out everywhere. Rooms that only you own go to whoever has been there longest, admins first. Nobody can undo this.',
  'ownData.messages': 'What you said',
  'ownData.messages.keep': 'Stays, by “Deleted user”',
  'ownData.messages.erase': 'Is erased, with its files; this may take some time',
  'ownData.password': 'Your password',
  'ownData.password.wrong': 'That is not your password.',
  'ownData.delete.owner': 'You are the only owner of this Papo: make someone else an owner first.',
  'ownData.delete.action': 'Delete for good',
} satisfies Record<string, Entry>

export const ptBr: Same<typeof en> = {
  'ownData.title': 'Seus dados',
  'ownData.text':
    'Seu perfil, aparelhos, salas, mensagens, reações e uma lista dos seus arquivos, em texto que programas conseguem ler.',
  'ownData.failed': 'Não foi possível carregar.',
  'ownData.request': 'Gerar uma cópia',
  'ownData.waiting': 'Pedida em {when}. Está sendo gerada; demora um pouco se você disse muita coisa.',
  'ownData.look': 'Ver de novo',
  'ownData.made': 'Cópia de {when}',
  'ownData.until': 'disponível até {when}',
  'ownData.fetch': 'Baixar',
  'ownData.fetchPart': 'Parte {part} de {parts}',
  'ownData.delete': 'Excluir conta',
  'ownData.delete.text': 'Na hora e para sempre. Gere uma cópia antes, se quiser guardar alguma coisa.',
  'ownData.delete.ask': 'Excluir sua conta?',
  'ownData.delete.what':
    'Seu nome, endereço, foto e configurações são apagados, e você sai de todos os aparelhos. Salas em que só você é dono passam para quem está nelas há mais tempo, admins primeiro. Ninguém pode desfazer isso.',
  'ownData.messages': 'O que você disse',
  'ownData.messages.keep': 'Fica, como “Usuário excluído”',
  'ownData.messages.erase': 'É apagado, com os arquivos; pode demorar um pouco',
  'ownData.password': 'Sua senha',
  'ownData.password.wrong': 'Essa não é a sua senha.',
  'ownData.delete.owner': 'Você é o único dono deste Papo: torne outra pessoa dona antes.',
  'ownData.delete.action': 'Excluir para sempre',
}
