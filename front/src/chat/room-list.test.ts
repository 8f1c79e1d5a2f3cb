import { describe, expect, it } from 'vitest'
import type { JoinedRoom } from '@papo/contract'
import type { Api } from '../api'
import { createChatStore } from './chat.store'
import { joinedRoom, ROOM, selfOf } from './log.fixture'
import { createPeople } from './people'
import { createRoomList } from './room-list'
import { holeOf } from './timeline'

const self = selfOf('alice')
const room = (head: number) => joinedRoom({ kind: 'direct', name: '', head })

/** A list whose answers wait until the test lets them go. */
function start() {
  const answers: ((rooms: JoinedRoom[]) => void)[] = []
  const joinedRooms = () => new Promise((resolve) => answers.push((items) => resolve({ items })))
  const store = createChatStore(self)
  const api = { joinedRooms } as unknown as Api
  const holes: string[] = []
  const onHole = (roomId: string) => {
    const state = store.getState().rooms[roomId]
    if (state && holeOf(state.timeline)) holes.push(roomId)
  }
  const list = createRoomList({ store, api, people: createPeople(store, api), onHole })
  return { answers, store, holes, list }
}

describe('the list of rooms', () => {
  it('finds the hole when it is older than what the socket said before it came', async () => {
    const { answers, holes, list } = start()
    const loaded = list.load()
    list.hearOf(ROOM, { epoch: 1, head: 3 })
    answers[0]?.([room(2)])
    await loaded
    expect(holes).toEqual([ROOM])
  })

  it('is asked for again, once, when a room is heard of that is not on it', async () => {
    const { answers, store, list } = start()
    const first = list.load()
    answers[0]?.([])
    await first
    list.hearOf(ROOM, { epoch: 1, head: 2 })
    list.meet()
    list.hearOf(ROOM, { epoch: 1, head: 3 })
    list.meet()
    expect(answers.length).toBe(2)
    const second = list.load()
    answers[1]?.([room(2)])
    await second
    expect(answers.length).toBe(2)
    expect(store.getState().rooms[ROOM]?.timeline.known).toBe(3)
  })

  it('does not go on asking about a room that one has left', async () => {
    const { answers, list } = start()
    const first = list.load()
    answers[0]?.([])
    await first
    for (let i = 0; i < 3; i++) {
      list.hearOf(ROOM, { epoch: 1, head: 9 })
      list.meet()
      answers[1]?.([])
      // Lets the answer be taken in.
      await new Promise((resolve) => setTimeout(resolve))
    }
    expect(answers.length).toBe(2)
  })

  it('holds a room that one was let into against what was said of it before', () => {
    const { holes, list } = start()
    list.hearOf(ROOM, { epoch: 1, head: 3 })
    list.enter(room(2))
    expect(holes).toEqual([ROOM])
  })
})
