import { expect, test } from 'vitest'
import type { Peer } from './channels.js'
import { Members } from './members.js'
import type { SocketStore } from './socket.store.js'

type Question = { userId: string; answer: (roomIds: string[]) => void }

/** Who admits, and the questions that the store was asked so far. */
function stand() {
  const questions: Question[] = []
  const roomIdsOfNewcomer = (userId: string) =>
    new Promise<string[]>((answer) => questions.push({ userId, answer }))
  const others = [null, { roomIdsOfNewcomer } as unknown as SocketStore, null, null, null]
  const members = new Members(...(others as unknown as ConstructorParameters<typeof Members>))
  return { members, questions }
}

function socketOf(userId: string) {
  const joined: string[] = []
  const join = async (channels: string[]) => void joined.push(...channels)
  return { peer: { data: { userId }, join } as unknown as Peer, joined }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('tabs of one person that come together are let in by one question, and others beside them', async () => {
  const { members, questions } = stand()
  const tabs = [socketOf('ana'), socketOf('ana'), socketOf('ana')]
  const other = socketOf('bob')
  const admitted = Promise.all([...tabs, other].map(({ peer }) => members.admit(peer)))
  await turn()
  expect(questions.map(({ userId }) => userId)).toEqual(['ana', 'bob'])
  for (const { answer } of questions) answer(['r'])
  expect(await admitted).toEqual([['r'], ['r'], ['r'], ['r']])
  for (const { joined } of [...tabs, other]) expect(joined).toEqual(['room:r'])
})

test('a tab that comes while the question is under way is let in by the next one, which knows what happened since', async () => {
  const { members, questions } = stand()
  const [early, late] = [socketOf('ana'), socketOf('ana')]
  const first = members.admit(early.peer)
  await turn()
  const second = members.admit(late.peer)
  await turn()
  expect(questions).toHaveLength(1)
  questions[0]?.answer(['old'])
  await first
  await turn()
  questions[1]?.answer(['old', 'new'])
  expect(await second).toEqual(['old', 'new'])
  expect(early.joined).toEqual(['room:old'])
  expect(late.joined).toEqual(['room:old', 'room:new'])
})
