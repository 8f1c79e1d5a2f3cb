import type { Client } from './redis.server.js'
import type { SlotMap } from './redis.slots.js'
import { slotOf } from './slot.js'

type Part = 'hot' | 'bulk'
type Command = (...args: unknown[]) => Promise<unknown>

/** Runs a command of a client by its name, on the connection on which everything said in this turn is pipelined. */
const send = (client: Client, name: string, args: unknown[]): Promise<unknown> =>
  (Reflect.get(client, name) as Command).apply(client, args)

/** The words of Redis's answer when the slot is elsewhere: MOVED or ASK, the slot, the address. */
const redirection = (error: unknown): string[] =>
  error instanceof Error && /^(MOVED|ASK) /.test(error.message) ? error.message.split(' ') : []

/**
 * A client whose commands go to the server that holds their first argument, a key. A command follows its slot once,
 * except those in `bound`: what they say holds for one server alone, so they fail, and their caller looks anew.
 */
export function routed(slots: SlotMap, part: Part, bound: ReadonlySet<string>): Client {
  const run = async (name: string, args: unknown[]): Promise<unknown> => {
    const slot = slotOf(String(args[0]))
    try {
      return await send(slots.at(slot)[part], name, args)
    } catch (error) {
      const [kind, , address] = redirection(error)
      if (!kind || !address) throw error
      if (kind === 'MOVED') slots.refreshSoon()
      if (bound.has(name)) throw error
      if (kind === 'MOVED') {
        await slots.refresh()
        return send(slots.at(slot)[part], name, args)
      }
      const target = slots.named(address)?.[part]
      if (!target) throw error
      // The two leave one after the other, in one pipeline.
      const [, reply] = await Promise.all([target.call('ASKING'), send(target, name, args)])
      return reply
    }
  }
  const commands = new Map<string, Command>()
  const command = (name: string): Command => {
    const known = commands.get(name) ?? ((...args: unknown[]) => run(name, args))
    commands.set(name, known)
    return known
  }
  // Whoever awaits the client itself finds no promise.
  return new Proxy({} as Client, { get: (_, name) => (name === 'then' ? undefined : command(String(name))) })
}
