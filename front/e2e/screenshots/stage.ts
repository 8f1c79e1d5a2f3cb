import type { Accepted, Response } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { Cluster, until } from '../../../back/test/harness.js'
import type { Person } from '../../../back/test/person.js'
import type { Tab } from '../../../back/test/tab.js'
import { send } from '../../../back/test/uploader.js'
import { paint, silence } from '../../../back/test/painter.js'
import {
  BANNED,
  DAYS,
  DIRECTS,
  type Enclosed,
  type Line,
  type Name,
  NAMES,
  ONLINE,
  PEOPLE,
  ROOMS,
  STATUS,
  VIEWER,
} from './story.js'

/** Who is not online on the pictures never opens a tab: presence outlives one. */
type Player = { person: Person; tab: Tab | undefined }
export type Stage = {
  cluster: Cluster
  players: Record<Name, Player>
  /** Ids by names. */
  rooms: Map<string, string>
  /** Places in their rooms, of the lines that the story names. */
  seqs: Map<string, number>
  /** The code of a link into the first room. */
  invite: string
}

// Nobody listens there; but what is shown only where e-mail is sent, is shown.
const MAIL = {
  SMTP_URL: 'smtp://127.0.0.1:9',
  MAIL_FROM: 'papo@example.org',
  FRONTEND_URL: 'http://localhost',
}

/** A Papo where the whole story has happened. */
export async function setStage(): Promise<Stage> {
  // For a look at a build that is not in front/dist.
  const webDir = process.env['WEB_DIR']
  const cluster = await Cluster.start({
    instances: 1,
    workers: 1,
    env: { ...MAIL, ...(webDir && { WEB_DIR: webDir }) },
  })
  const players = {} as Record<Name, Player>
  for (const name of ['marina', ...NAMES.filter((one) => one !== 'marina')] as Name[]) {
    const person = await cluster.person(name)
    await person.ok('PATCH', '/users/me', { displayName: PEOPLE[name], ...STATUS[name] })
    const plays = name === VIEWER || ONLINE.includes(name)
    players[name] = { person, tab: plays ? await person.tab() : undefined }
  }
  const stage: Stage = { cluster, players, rooms: new Map(), seqs: new Map(), invite: '' }
  await furnish(stage)
  await moderate(stage)
  await fillDays(stage)
  tabOf(players[VIEWER]).close()
  return stage
}

type Times = [seq: number, at: string][]

export function tabOf({ person, tab }: Player): Tab {
  if (!tab) throw new Error(`${person.user.username} is not online`)
  return tab
}

async function furnish(stage: Stage): Promise<void> {
  const { players, rooms } = stage
  for (const { name, topic, kind, people, lines } of ROOMS) {
    const host = players[people.includes('otto') || kind === 'public' ? 'marina' : 'tomas'].person
    const { room } = await host.ok<Response<'joinedRoom'>>('POST', '/rooms', { name, topic, kind })
    for (const guest of people)
      if (guest !== host.user.username)
        await host.ok('POST', `/rooms/${room.id}/members`, { userId: players[guest].person.id })
    rooms.set(name, room.id)
    await perform(stage, room.id, lines)
  }
  for (const { with: others, lines } of DIRECTS) {
    const userIds = others.map((other) => players[other].person.id)
    const { room } = await players[VIEWER].person.ok<Response<'joinedRoom'>>('POST', '/direct', { userIds })
    rooms.set(others.join(), room.id)
    await perform(stage, room.id, lines)
  }
}

/** Two weeks of messages, of a room that nobody sees, for whoever looks at figures. */
async function fillDays({ cluster }: Stage): Promise<void> {
  const [room, person] = [uuidv7(), uuidv7()]
  let seq = 0
  for (const [day, count] of DAYS.entries())
    for (let n = 0; n < count; n++)
      await cluster.db.query(
        `INSERT INTO message (room_id, seq, ordinal, epoch, sender_id, client_id, digest, body, at, mentions)
         VALUES ($1, $2, $2, 1, $3, $4, '', '', now() - $5 * interval '1 day', '{}')`,
        [room, ++seq, person, uuidv7(), day],
      )
}

/** An invite link, someone who is banned, and so a log of measures. */
async function moderate(stage: Stage): Promise<void> {
  const { marina, [BANNED]: banned } = stage.players
  const room = `/rooms/${stage.rooms.get(ROOMS[0]?.name ?? '') ?? ''}`
  const link = { expiresInSeconds: 604_800, maxUses: 25 }
  stage.invite = (await marina.person.ok<Response<'invite'>>('POST', `${room}/invites`, link)).invite.code
  await banned.person.ok('POST', `${room}/join`)
  await marina.person.ok('DELETE', `${room}/members/${banned.person.id}?ban=true`)
  await marina.person.ok('PATCH', `/admin/users/${banned.person.id}`, { banned: true })
  await stage.players[VIEWER].person.ok('PUT', `/users/${banned.person.id}/block`)
}

async function perform(stage: Stage, roomId: string, lines: Line[]): Promise<void> {
  const { players, seqs } = stage
  const times: Times = []
  for (const { by, at, body, id, replyTo, threadOf, files = [], reactions = {}, ...after } of lines) {
    const { editedTo, pinned, deleted, read } = after
    const [answered, root] = [seqs.get(replyTo ?? ''), seqs.get(threadOf ?? '')]
    const attachments = await Promise.all(files.map((file) => enclose(players[by].person, roomId, file)))
    const { seq } = await players[by].person.ok<Accepted>('POST', `/rooms/${roomId}/messages`, {
      clientId: uuidv7(),
      body,
      ...(attachments.length > 0 && { attachments }),
      ...(answered !== undefined && { replyTo: answered }),
      ...(root !== undefined && { threadOf: root }),
    })
    const aim = () => ({ roomId, clientId: uuidv7(), seq })
    if (id) seqs.set(id, seq)
    times.push([seq, at])
    for (const [emoji, names = []] of Object.entries(reactions))
      for (const name of names) await tabOf(players[name]).do('reaction:add', { ...aim(), emoji })
    if (editedTo) await tabOf(players[by]).do('message:edit', { ...aim(), body: editedTo })
    if (pinned) await tabOf(players.marina).do('message:pin', aim())
    if (deleted) await tabOf(players[by]).do('message:delete', aim())
    if (read) await players[VIEWER].person.ok('POST', `/rooms/${roomId}/read`, { seq })
  }
  await turnBack(stage, roomId, times)
}

const PAPER = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF')

/** @returns the id of the file */
async function enclose(person: Person, roomId: string, { name, of }: Enclosed): Promise<string> {
  const sent =
    of === 'paper'
      ? { type: 'application/pdf', bytes: PAPER }
      : of === 'sound'
        ? { type: 'audio/wav', bytes: silence() }
        : { type: 'image/jpeg', bytes: await paint(of) }
  return (await send(person, { roomId, name, ...sent })).uploadId
}

/** The story took seconds: gives its messages the times they tell of, and Redis none to remember. */
async function turnBack({ cluster, players }: Stage, roomId: string, times: Times): Promise<void> {
  if (times.length === 0) return
  const { person } = players[VIEWER]
  const { head } = await until(async () => {
    const { room } = await person.ok<Response<'joinedRoom'>>('GET', `/rooms/${roomId}`)
    return room.persisted === room.head && room
  })
  for (const [seq, at] of times)
    await cluster.db.query('UPDATE message SET at = $3 WHERE room_id = $1 AND seq = $2', [roomId, seq, at])
  await cluster.cutWindow(roomId, head + 1)
}
