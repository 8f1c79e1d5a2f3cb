import { converse, gather, type Room } from './conversation.ts'
import { optionsOf, shapeOf } from './shape.ts'

export const options = optionsOf('storm')
export const setup = () => gather(shapeOf('storm'))

export const talk = (rooms: Room[]) => converse(rooms, 'storm')
