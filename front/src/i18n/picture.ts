import type { Entry, Same } from './area'

/** What is said about the picture of a person or a room. */
export const en = {
  'picture.choose': 'Choose a picture',
  'picture.change': 'Change picture',
  'picture.remove': 'Remove picture',
  'picture.use': 'Use this picture',
  'picture.preview': 'The picture as it will be shown',
  'picture.cut': 'A square is cut out of its middle.',
  'picture.sending': 'Sending the picture',
  'picture.checking': 'Checking the picture',
  'picture.other': 'Choose another one',
} satisfies Record<string, Entry>

export const ptBr: Same<typeof en> = {
  'picture.choose': 'Escolher uma foto',
  'picture.change': 'Trocar a foto',
  'picture.remove': 'Remover a foto',
  'picture.use': 'Usar esta foto',
  'picture.preview': 'A foto como ela vai aparecer',
  'picture.cut': 'Um quadrado é recortado do meio dela.',
  'picture.sending': 'Enviando a foto',
  'picture.checking': 'Verificando a foto',
  'picture.other': 'Escolher outra',
}
