import { converse, gather, type Room } from './conversation.ts'
import { optionsOf, shapeOf } from './shape.ts'

export const options = optionsOf('soak')
export const setup = () => gather(shapeOf('soak'))

export const talk = (rooms: Room[]) => converse(rooms, 'soak')
