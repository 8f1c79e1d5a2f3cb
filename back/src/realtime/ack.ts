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

/** What is kept of a socket that has said something: who only listens costs nothing. */
type Speaker = { caller: Caller; lanes: InTurn; inFlight: number }
type Reply = (reply: Ack<unknown>) => void
type Command = { name: CommandName; input: unknown; ack: Reply }

/** Answers every command of a socket exactly once; one room's commands run one after another. */
export class Commands {
  private readonly speakers = new WeakMap<Socket, Speaker>()
  /** One function for all sockets and commands: one for each would be memory for each. */
  private readonly listener: (this: Socket, name: string, ...args: unknown[]) => void

  constructor(
    private readonly handlers: Handlers,
    private readonly logger: Logger,
  ) {
    const run = (socket: Socket, command: Command) => void this.run(this.speakerOf(socket), command)
    this.listener = function (name, ...args) {
      const [input, ack] = args
      // Without a function to answer there is nobody to tell: nothing happens.
      if (isCommand(name) && args.length === 2 && typeof ack === 'function')
        run(this, { name, input, ack: ack as Reply })
    }
  }

  listen(socket: Socket): void {
    socket.onAny(this.listener)
  }

  private speakerOf(socket: Socket): Speaker {
    const known = this.speakers.get(socket)
    if (known) return known
    const caller = { ...socket.data, socketId: socket.id }
    const speaker = { caller, lanes: new InTurn(), inFlight: 0 }
    this.speakers.set(socket, speaker)
    return speaker
  }

  private async run(speaker: Speaker, { name, input, ack }: Command): Promise<void> {
    const { caller } = speaker
    const startedMs = performance.now()
    let outcome: ErrorCode | 'ok' = 'ok'
    speaker.inFlight++
    try {
      const data = await this.handle(speaker, name, input)
      ack({ ok: true, data })
      if (this.logger.isLevelEnabled('debug'))
        this.logger.debug(namesOf(name, caller, { ...(input as object), ...data }), 'command')
    } catch (error) {
      const reply = toReply(toChatError(error, this.logger, namesOf(name, caller, input)))
      outcome = reply.code
      ack({ ok: false, error: reply })
    } finally {
      speaker.inFlight--
      measures.commands.add(name, outcome)
      measures.ack.observe((performance.now() - startedMs) / 1_000, name)
      const recorder = recording()
      if (recorder) traceCommand(recorder, namesOf(name, caller, input), { startedMs, outcome })
    }
  }

  private handle({ caller, lanes, inFlight }: Speaker, name: CommandName, input: unknown): Promise<object> {
    if (inFlight > MAX_IN_FLIGHT)
      throw new ChatError('rate_limited', 'Too many commands at once.', { retryAfterMs: 1_000 })
    if (caller.scopes) requireScope(caller, scopeOfCommand(name))
    const payload = parseOrThrow(COMMAND_SCHEMAS[name].payload, input)
    const handle = this.handlers[name] as (caller: Caller, payload: unknown) => Promise<object>
    const lane = 'roomId' in payload ? payload.roomId : ''
    return lanes.run(lane, () => handle(caller, payload))
  }
}

const isCommand = (name: string): name is CommandName => Object.hasOwn(COMMAND_SCHEMAS, name)
