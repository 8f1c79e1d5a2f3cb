import {
  COMMAND_SCHEMAS,
  scopeOfCommand,
  type Ack,
  type CommandData,
  type CommandName,
  type CommandPayload,
  type ErrorCode,
} from '@papo/contract'
import { requireScope } from '../auth/scope.js'
import { ChatError, parseOrThrow, toChatError, toReply } from '../errors.js'
import { measures } from '../infra/measures.js'
import { traceCommand } from '../infra/message.traces.js'
import { recording } from '../infra/tracing.js'
import type { Logger } from '../logger.js'
import type { Socket, SocketData } from './channels.js'
import { namesOf } from './command.names.js'
import { InTurn } from './in.turn.js'

/** What a command knows of its sender: proved by the handshake, never taken from the payload. */
export type Caller = Readonly<SocketData & { socketId: string }>
export type Handler<C extends CommandName> = (
  caller: Caller,
  payload: CommandPayload<C>,
) => Promise<CommandData<C>>
export type Handlers = { [C in CommandName]: Handler<C> }

const MAX_IN_FLIGHT = 100

/** Answers every command of a socket exactly once; one room's commands run one after another. */
export function answer(socket: Socket, handlers: Handlers, logger: Logger): void {
  const lanes = new InTurn()
  const caller: Caller = { ...socket.data, socketId: socket.id }
  let inFlight = 0

  const run = async (name: CommandName, input: unknown, ack: (reply: Ack<unknown>) => void) => {
    const startedMs = performance.now()
    let outcome: ErrorCode | 'ok' = 'ok'
    inFlight++
    try {
      if (inFlight > MAX_IN_FLIGHT)
        throw new ChatError('rate_limited', 'Too many commands at once.', { retryAfterMs: 1_000 })
      if (caller.scopes) requireScope(caller, scopeOfCommand(name))
      const payload = parseOrThrow(COMMAND_SCHEMAS[name].payload, input)
      const handle = handlers[name] as (caller: Caller, payload: unknown) => Promise<object>
      const lane = 'roomId' in payload ? payload.roomId : ''
      const data = await lanes.run(lane, () => handle(caller, payload))
      ack({ ok: true, data })
      if (logger.isLevelEnabled('debug'))
        logger.debug(namesOf(name, caller, { ...payload, ...data }), 'command')
    } catch (error) {
      const reply = toReply(toChatError(error, logger, namesOf(name, caller, input)))
      outcome = reply.code
      ack({ ok: false, error: reply })
    } finally {
      inFlight--
      measures.commands.add(name, outcome)
      measures.ack.observe((performance.now() - startedMs) / 1_000, name)
      const recorder = recording()
      if (recorder) traceCommand(recorder, namesOf(name, caller, input), { startedMs, outcome })
    }
  }

  // One listener for all commands: one for each would be memory for each socket.
  socket.onAny((name: string, ...args: unknown[]) => {
    const [input, ack] = args
    // Without a function to answer there is nobody to tell: nothing happens.
    if (isCommand(name) && args.length === 2 && typeof ack === 'function')
      void run(name, input, ack as (reply: Ack<unknown>) => void)
  })
}

const isCommand = (name: string): name is CommandName => Object.hasOwn(COMMAND_SCHEMAS, name)
