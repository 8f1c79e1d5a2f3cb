import { AUDIT_ACTIONS, type AuditEntry, type User } from '@papo/contract'
import { expect, test } from 'vitest'
import * as texts from '../i18n/room-settings'
import { addTexts, translate } from '../i18n/translate'
import type { Text } from '../preferences'
import { sentencesOf } from './audit.sentence'
import { ALWAYS } from './mute.text'

addTexts(texts)

const person = (displayName: string): User => ({
  id: displayName,
  username: displayName.toLowerCase(),
  displayName,
  role: 'member',
})
const entry = (action: AuditEntry['action'], more: Partial<AuditEntry> = {}): AuditEntry => ({
  id: 'id',
  at: '2026-05-01T12:00:00.000Z',
  actor: person('Alice'),
  user: person('Bob'),
  action,
  ...more,
})
const en: Text = (key, params) => translate('en', key, params)
const ptBr: Text = (key, params) => translate('pt-BR', key, params)
const say = (one: AuditEntry) => sentencesOf(one, en, 'en')

test.each(AUDIT_ACTIONS)('%s is a whole sentence in both languages', (action) => {
  const detail = { role: 'admin', name: 'Kitchen', until: ALWAYS, seq: 3 }
  for (const [t, language] of [[en, 'en'] as const, [ptBr, 'pt-BR'] as const])
    for (const sentence of sentencesOf(entry(action, { detail }), t, language)) {
      expect(sentence).toContain('Alice')
      expect(sentence).not.toMatch(/[{}]|audit\./)
    }
})

test('each thing that was changed about a room has its sentence', () => {
  expect(say(entry('room.updated', { detail: { name: 'Attic', topic: '', kind: 'private' } }))).toEqual([
    'Alice renamed the room to Attic',
    'Alice took the topic away',
    'Alice made the room private',
  ])
})

test('a role is given by someone else, or given up', () => {
  expect(say(entry('member.role', { detail: { role: 'owner' } }))).toEqual(['Alice made Bob an owner'])
  expect(say(entry('member.role', { user: person('Alice'), detail: { role: 'member' } }))).toEqual([
    'Alice stepped down to plain member',
  ])
})

test('a mute says until when, unless it never ends', () => {
  const soon = new Date(Date.now() + 3_600_000).toISOString()
  expect(say(entry('member.muted', { detail: { until: soon } }))[0]).toMatch(/^Alice muted Bob until \S/)
  expect(say(entry('member.muted', { detail: { until: ALWAYS } }))).toEqual(['Alice muted Bob'])
})

test('who is gone has no name, and what they did stays', () => {
  expect(say(entry('member.banned', { user: person('') }))).toEqual(['Alice banned someone who is gone'])
})
