import type { Response } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import type { Cluster } from '../harness.js'
import type { Person } from '../person.js'

/** Who asks: what they are in the room, or in the installation. */
export const CALLERS = [
  'nobody',
  'stranger',
  'left',
  'banned',
  'muted',
  'member',
  'admin',
  'owner',
  'installationAdmin',
  'installationOwner',
] as const
export type Caller = (typeof CALLERS)[number]
export type Cast = Record<Exclude<Caller, 'nobody'>, Person> & { other: Person; bystander: Person }
export type Kind = 'public' | 'private'

/** A room with everyone in their place, and something of each kind in it. */
export type Stage = {
  cast: Cast
  kind: Kind
  roomId: string
  /** Of a message that `member` wrote. */
  seq: number
  invite: Response<'invite'>['invite']
  /** Of a file that `member` has begun to send, where one was asked for: nobody may have many of those. */
  uploadId: string
}

/** One for each kind of room: what one person may ask for in a minute is limited. */
export async function engage(cluster: Cluster, installationOwner: Person, kind: Kind): Promise<Cast> {
  const names = CALLERS.filter((name) => name !== 'nobody' && name !== 'installationOwner')
  const people = await Promise.all(
    [...names, 'other', 'bystander'].map(
      async (name) => [name, await cluster.person(`${name.toLowerCase()}.${kind}`)] as const,
    ),
  )
  const cast = { ...Object.fromEntries(people), installationOwner } as Cast
  await installationOwner.ok('PATCH', `/admin/users/${cast.installationAdmin.id}`, { role: 'admin' })
  return cast
}

/** New for every question that may change something. */
export async function setStage(cast: Cast, kind: Kind, { upload = false } = {}): Promise<Stage> {
  const { owner, member } = cast
  const { id: roomId } = await owner.room(`authorization ${uuidv7()}`, kind)
  const members = `/rooms/${roomId}/members`
  const { invite } = await owner.ok<Response<'invite'>>('POST', `/rooms/${roomId}/invites`, {})
  // They come by themselves: what one person may ask for in a minute is limited.
  for (const name of ['left', 'banned', 'muted', 'member', 'admin', 'other'] as const)
    await cast[name].ok('POST', `/invites/${invite.code}/accept`)
  await owner.ok('PATCH', `${members}/${cast.admin.id}`, { role: 'admin' })
  await owner.ok('PATCH', `${members}/${cast.muted.id}`, { mutedUntil: '2099-01-01T00:00:00.000Z' })
  await cast.left.ok('POST', `/rooms/${roomId}/leave`)
  await owner.ok('DELETE', `${members}/${cast.banned.id}?ban=true`)
  const { seq } = await member.ok<{ seq: number }>('POST', `/rooms/${roomId}/messages`, {
    clientId: uuidv7(),
    body: 'said by a member',
  })
  const asked = { roomId, name: 'notes.txt', type: 'text/plain', size: 3 }
  const { uploadId } = upload
    ? await member.ok<Response<'createdUpload'>>('POST', '/uploads', asked)
    : { uploadId: '' }
  return { cast, kind, roomId, seq, invite, uploadId }
}
