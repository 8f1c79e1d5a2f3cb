import type { CommandName } from '@papo/contract'
import type { Caller } from './ack.js'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** What a line about a command says of it. What came in may be anything, so only what looks like an id is taken over. */
export function namesOf(command: CommandName, { userId, socketId }: Caller, input: unknown) {
  const given = (typeof input === 'object' && input ? input : {}) as Record<string, unknown>
  const ids = (['roomId', 'clientId'] as const).flatMap((name) => {
    const value = given[name]
    return typeof value === 'string' && UUID.test(value) ? [[name, value]] : []
  })
  const seq = typeof given['seq'] === 'number' ? { seq: given['seq'] } : {}
  return { command, userId, socketId, ...(Object.fromEntries(ids) as object), ...seq }
}
