import type { CommandData, CommandInput } from './commands.js'
import type { ErrorReply } from './errors.js'
import type { ServerEventPayload } from './events.js'
import type { CommandName, ServerEventName } from './names.js'

/** Every command is answered exactly once. */
export type Ack<T> = { ok: true; data: T } | { ok: false; error: ErrorReply }

/** Socket.IO's type parameters; the first argument pair is the same on both sides. */
export type ClientToServer = {
  [C in CommandName]: (payload: CommandInput<C>, ack: (reply: Ack<CommandData<C>>) => void) => void
}
export type ServerToClient = { [E in ServerEventName]: (payload: ServerEventPayload<E>) => void }
