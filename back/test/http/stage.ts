import type { Response } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import type { Cluster } from '../harness.js'
import type { Person } from '../person.js'
import type { Caller } from './shots.js'
import type { Known } from './values.js'

/** Throw-away people in a throw-away room. */
export type Stage = { people: Record<Exclude<Caller, 'nobody'>, Person>; other: Person; known: Known }

let made = 0

export async function newcomers(cluster: Cluster): Promise<Pick<Stage, 'people' | 'other'>> {
  const name = (role: string) => `${role}.${++made}`
  const [owner, member, other] = await Promise.all([
    cluster.person(name('owner')),
    cluster.person(name('member')),
    cluster.person(name('other')),
  ])
  return { people: { owner, member }, other }
}

/** A new room for these people, with something of each kind in it. */
export async function newStage({ people, other }: Pick<Stage, 'people' | 'other'>): Promise<Stage> {
  const { owner, member } = people
  const { id: roomId } = await owner.room(`fuzz ${uuidv7()}`)
  await member.join(roomId)
  await other.join(roomId)
  const { invite } = await owner.ok<Response<'invite'>>('POST', `/rooms/${roomId}/invites`, {})
  for (const body of ['one', 'two', 'three'])
    await owner.ok('POST', `/rooms/${roomId}/messages`, { clientId: uuidv7(), body })
  const asked = { roomId, name: 'a.txt', type: 'text/plain', size: 3 }
  const upload = await owner.ok<Response<'createdUpload'>>('POST', '/uploads', asked)
  const sessions = await member.ok<Response<'sessions'>>('GET', '/auth/sessions')
  const session = sessions.items[0]?.id ?? roomId
  const strings: Record<string, string> = {
    id: roomId,
    userId: other.id,
    inviteId: invite.id,
    sessionId: session,
    code: invite.code,
    token: upload.url?.split('/').at(-1) ?? 'x',
    login: owner.user.username,
    username: owner.user.username,
    password: 'correct horse battery',
    number: '1',
    ...Object.fromEntries(['', '/block'].map((end) => [`/api/users/{id}${end}#id`, other.id])),
    ...Object.fromEntries(
      ['', '/sessions', '/sessions/{sessionId}'].map((end) => [`/api/admin/users/{id}${end}#id`, other.id]),
    ),
    '/api/auth/sessions/{id}#id': session,
    ...Object.fromEntries(['', '/complete'].map((end) => [`/api/uploads/{id}${end}#id`, upload.uploadId])),
  }
  const ids = [roomId, other.id, owner.id, member.id, upload.uploadId, session]
  return { people, other, known: { ids, strings } }
}
