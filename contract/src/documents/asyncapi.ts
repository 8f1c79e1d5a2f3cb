import type { z } from 'zod'
import { COMMAND_SCHEMAS } from '../commands.js'
import { SERVER_EVENT_SCHEMAS } from '../events.js'
import { COMMANDS, SERVER_EVENTS, SOCKET_PATH } from '../names.js'
import { sample } from './sample.js'
import { describe, type Described, type Json, nameOf, REF, used } from './schemas.js'
import { COMMAND_SAYS, EVENT_SAYS } from './socket.says.js'

/** A key that documents may have: `message:send` is `message.send` there, and keeps its name. */
export const keyOf = (name: string) => name.replace(':', '.')
const dataName = (name: (typeof COMMANDS)[number]) =>
  nameOf(COMMAND_SCHEMAS[name].data, `${keyOf(name)}.data`)
const eventName = (name: (typeof SERVER_EVENTS)[number]) =>
  nameOf(SERVER_EVENT_SCHEMAS[name], `${keyOf(name)}.payload`)
const payloadName = (name: string) => `${keyOf(name)}.payload`
const ref = (name: string) => ({ $ref: REF + name })

const CHANNEL = { $ref: '#/channels/namespace' }
const inChannel = (key: string) => ({ $ref: `#/channels/namespace/messages/${key}` })

type Message = { name: string; title: string; payload: Json }

const messageOf = ({ name, title, payload }: Message, schemas: Described) => ({
  name,
  title,
  payload,
  examples: [{ payload: sample(payload, schemas) }],
})

/** One answer to one command. */
function ackOf(data: string): Json {
  const ok = (value: boolean, key: string, schema: Json) => ({
    type: 'object',
    properties: { ok: { const: value }, [key]: schema },
    required: ['ok', key],
    additionalProperties: false,
  })
  return { oneOf: [ok(true, 'data', ref(data)), ok(false, 'error', ref('Error'))] }
}

const titled = ({ says, more }: { says: string; more?: string }) => ({
  summary: says,
  ...(more === undefined ? {} : { description: more }),
})

const commandOperation = (name: (typeof COMMANDS)[number]): Json => ({
  action: 'receive',
  channel: CHANNEL,
  ...titled(COMMAND_SAYS[name]),
  messages: [inChannel(keyOf(name))],
  reply: { channel: CHANNEL, messages: [inChannel(`${keyOf(name)}.ack`)] },
})
const eventOperation = (name: (typeof SERVER_EVENTS)[number]): Json => ({
  action: 'send',
  channel: CHANNEL,
  ...titled(EVENT_SAYS[name]),
  messages: [inChannel(keyOf(name))],
})

function messagesOf(inputs: Described, outputs: Described): Json {
  const commands = COMMANDS.flatMap((name) => {
    const title = COMMAND_SAYS[name].says
    const ack = { name: `${name} ack`, title: `The ack of ${name}`, payload: ackOf(dataName(name)) }
    return [
      [keyOf(name), messageOf({ name, title, payload: ref(payloadName(name)) }, inputs)],
      [`${keyOf(name)}.ack`, messageOf(ack, outputs)],
    ] as const
  })
  const events = SERVER_EVENTS.map((name) => {
    const message = { name, title: EVENT_SAYS[name].says, payload: ref(eventName(name)) }
    return [keyOf(name), messageOf(message, outputs)] as const
  })
  return Object.fromEntries([...commands, ...events])
}

const DESCRIPTION = `Commands are emitted with an acknowledgement callback, which is called exactly once with \`{ok: true, data}\` or
\`{ok: false, error}\`. On connection the socket is in all rooms of its person, and the server says \`ready\`.`

const SERVER = {
  host: '{host}',
  pathname: SOCKET_PATH,
  protocol: 'socket.io',
  description: 'Socket.IO 4, best over WebSocket.',
  variables: { host: { default: 'localhost:3000' } },
  security: [
    { type: 'userPassword', description: 'The access token, as `auth: {token}` of the handshake.' },
    { type: 'httpApiKey', in: 'cookie', name: 'papo_access', description: 'The cookie of a browser.' },
  ],
}

/** Every command and event of the socket as AsyncAPI 3.0. */
export function asyncApi(): Json {
  const payloads = COMMANDS.map((name) => [payloadName(name), COMMAND_SCHEMAS[name].payload] as const)
  const answers = COMMANDS.map((name) => [dataName(name), COMMAND_SCHEMAS[name].data] as const)
  const events = SERVER_EVENTS.map((name) => [eventName(name), SERVER_EVENT_SCHEMAS[name]] as const)
  const inputs = describe(new Map<string, z.ZodType>(payloads), 'input')
  const outputs = describe(new Map<string, z.ZodType>([...answers, ...events]), 'output')
  const messages = messagesOf(inputs, outputs)
  return {
    asyncapi: '3.0.0',
    info: { title: 'Papo', version: '1', description: DESCRIPTION, license: { name: 'MIT' } },
    defaultContentType: 'application/json',
    servers: { papo: SERVER },
    channels: {
      namespace: { address: '/', description: 'The one namespace.', messages },
    },
    operations: Object.fromEntries([
      ...COMMANDS.map((name) => [keyOf(name), commandOperation(name)] as const),
      ...SERVER_EVENTS.map((name) => [keyOf(name), eventOperation(name)] as const),
    ]),
    components: { schemas: used({ ...inputs, ...outputs }, messages) },
  }
}
