import { converse, gather, type Room } from './conversation.ts'
import { optionsOf, shapeOf } from './shape.ts'

export const options = optionsOf('smoke')
export const setup = () => gather(shapeOf('smoke'))

export const talk = (rooms: Room[]) => converse(rooms, 'smoke')
