import { converse, gather, type Room } from './conversation.ts'
import { optionsOf, shapeOf } from './shape.ts'

export const options = optionsOf('fanout')
export const setup = () => gather(shapeOf('fanout'))

export const talk = (rooms: Room[]) => converse(rooms, 'fanout')
