import { html, type Html, pretty, prose } from './html.js'
import { fieldsOf, kindOf, type Schema } from './schema.view.js'

type Message = { name: string; payload: Schema; examples: { payload: unknown }[] }
type Exchange = {
  action: 'send' | 'receive'
  summary: string
  description?: string
}
export type Socket = {
  info: { description: string }
  channels: { namespace: { messages: Record<string, Message> } }
  operations: Record<string, Exchange>
  components: { schemas: Record<string, Schema> }
}

const named = ({ $ref = '' }: Schema, { components }: Socket) =>
  components.schemas[$ref.split('/').at(-1) ?? '']

function codeOf(key: string, { action }: Exchange, { channels }: Socket): string {
  const { messages } = channels.namespace
  const { name = key, examples = [] } = messages[key] ?? {}
  const payload = pretty(examples[0]?.payload)
  if (action === 'send') return `socket.on('${name}', (payload) => { … })\n\n// payload\n${payload}`
  const ack = messages[`${key}.ack`]?.examples[0]?.payload
  return `const ack = await socket.emitWithAck('${name}', ${payload})\n\n// ack\n${pretty(ack)}`
}

function contentOf(schema: Schema, socket: Socket): Html {
  const fields = fieldsOf(named(schema, socket) ?? schema)
  return fields ?? html`<p>${kindOf(named(schema, socket) ?? schema)}</p>`
}

/** One command or event, closed until someone asks for it. */
function exchangeView(key: string, exchange: Exchange, socket: Socket): Html {
  const message = socket.channels.namespace.messages[key]
  const data = socket.channels.namespace.messages[`${key}.ack`]?.payload.oneOf?.[0]?.properties?.data
  return html`<details class="call">
    <summary>
      <code class="path">${message?.name}</code>
      <span class="says">${exchange.summary}</span>
    </summary>
    <div class="about" id="socket-${key}">
      <p>${prose(exchange.description ?? `${exchange.summary}.`)}</p>
      ${
        message &&
        html`<section>
          <h4>Payload</h4>
          ${contentOf(message.payload, socket)}
        </section>`
      }
      ${
        data &&
        html`<section>
          <h4>Data of the ack</h4>
          ${contentOf(data, socket)}
        </section>`
      }
      <section>
        <h4>Example</h4>
        <pre>${codeOf(key, exchange, socket)}</pre>
      </section>
    </div>
  </details>`
}

/** All that the server takes, or all that it says. */
export const exchangesView = (socket: Socket, action: Exchange['action']): Html[] =>
  Object.entries(socket.operations)
    .filter(([, exchange]) => exchange.action === action)
    .map(([key, exchange]) => exchangeView(key, exchange, socket))
