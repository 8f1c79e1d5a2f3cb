import type { AuditEntry, User } from '@papo/contract'
import type { Language, Params, TextKey } from '../i18n/translate'
import type { Text } from '../preferences'
import { formatTime } from '../ui/time'
import { isAlways } from './mute.text'

type Sentence = [TextKey, Params?]

/** A measure in words: one sentence for each thing that it changed. */
export function sentencesOf(entry: AuditEntry, t: Text, language: Language): string[] {
  const names = { actor: nameOf(entry.actor, t), user: entry.user ? nameOf(entry.user, t) : '' }
  return partsOf(entry, language).map(([key, params]) => t(key, { ...names, ...params }))
}

function nameOf(user: User, t: Text): string {
  return user.displayName || t('audit.someone')
}

function partsOf({ action, actor, user, detail = {} }: AuditEntry, language: Language): Sentence[] {
  switch (action) {
    case 'room.created':
      return [['audit.room.created', { name: String(detail.name ?? '') }]]
    case 'room.updated':
      return changesOf(detail)
    case 'member.muted': {
      const until = String(detail.until ?? '')
      if (until === '' || isAlways(until)) return [['audit.member.mutedAlways']]
      return [['audit.member.muted', { time: formatTime(until, 'short', language) }]]
    }
    case 'member.role':
      return [[roleKey(String(detail.role), actor.id === user?.id)]]
    default:
      return [[`audit.${action}`]]
  }
}

function changesOf(detail: NonNullable<AuditEntry['detail']>): Sentence[] {
  const { name, topic, kind, previews, avatarFileId, retentionDays } = detail
  return [
    ...(name === undefined ? [] : [['audit.room.name', { name: String(name) }] satisfies Sentence]),
    ...(topic === undefined ? [] : [topicOf(String(topic))]),
    ...(kind === undefined
      ? []
      : [[kind === 'private' ? 'audit.room.private' : 'audit.room.public'] satisfies Sentence]),
    ...(previews === undefined
      ? []
      : [[previews === true ? 'audit.room.previews' : 'audit.room.noPreviews'] satisfies Sentence]),
    ...(avatarFileId === undefined ? [] : [['audit.room.picture'] satisfies Sentence]),
    ...(retentionDays === undefined ? [] : [keptFor(retentionDays)]),
  ]
}

function keptFor(days: unknown): Sentence {
  if (days === null) return ['audit.room.asInstalled']
  return days === 0 ? ['audit.room.forGood'] : ['audit.room.retention', { count: Number(days) }]
}

const topicOf = (topic: string): Sentence =>
  topic === '' ? ['audit.room.noTopic'] : ['audit.room.topic', { topic }]

function roleKey(role: string, self: boolean): TextKey {
  if (self) return role === 'admin' ? 'audit.self.admin' : 'audit.self.member'
  if (role === 'owner') return 'audit.member.owner'
  return role === 'admin' ? 'audit.member.admin' : 'audit.member.member'
}
