import { afterEach, expect, test } from 'vitest'
import * as names from '../i18n/names'
import { addTexts, speak } from '../i18n/translate'
import { groupName, nameOf, personName, roomName } from './names'

addTexts(names)
afterEach(() => speak('en'))

const named = (...displayNames: string[]) => groupName(displayNames.map((displayName) => ({ displayName })))

test('a conversation is named after its people, few by name, the rest by number', () => {
  expect(named('Ana Souza')).toBe('Ana Souza')
  expect(named('Ana Souza', 'Bruno Lima')).toBe('Ana, Bruno')
  expect(named('Ana', 'Bruno', 'Carla')).toBe('Ana, Bruno, Carla')
  expect(named('Ana', 'Bruno', 'Carla', 'Davi')).toBe('Ana, Bruno and 2 more')
  speak('pt-BR')
  expect(named('Ana', 'Bruno', 'Carla', 'Davi')).toBe('Ana, Bruno e mais 2')
})

test('whoever deleted their account has a name that says so', () => {
  expect(nameOf({ displayName: '' })).toBe('Deleted user')
  expect(named('', 'Bruno')).toBe('Deleted user, Bruno')
  expect(
    personName({ gone: { id: 'gone', username: 'deleted-1', displayName: '', role: 'member' } }, 'gone'),
  ).toBe('Deleted user')
  speak('pt-BR')
  expect(nameOf({ displayName: '' })).toBe('Usuário excluído')
})

test('two of the same given name are told apart', () => {
  expect(named('Ana Souza', 'Ana Lima')).toBe('Ana Souza, Ana Lima')
})

test('with oneself alone it is a place for notes; a name goes before people', () => {
  expect(named()).toBe('Notes to yourself')
  expect(roomName({ name: 'Harbour', people: [] })).toBe('Harbour')
  expect(roomName({ name: '' })).toBe('…')
})
