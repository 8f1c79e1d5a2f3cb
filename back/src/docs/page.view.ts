import { type Answer, type Call, callView } from './call.view.js'
import { html, Html, prose } from './html.js'
import { anchorOf, fieldsOf, kindOf, type Schema } from './schema.view.js'
import { exchangesView, type Socket } from './socket.view.js'

export type Calls = {
  info: { description: string }
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, Call>>
  components: { schemas: Record<string, Schema>; responses: Record<string, Answer> }
}
type Errors = Record<string, { status: number; retryable: boolean }>
export type Documents = { calls: Calls; socket: Socket; errors: Errors; css: string }

const START = `export PAPO=http://localhost:3000
export TOKEN=$(curl -s "$PAPO/api/auth/token" -H 'Content-Type: application/json' \\
  -d '{"login": "ana", "password": "correct horse battery"}' | jq -r .accessToken)

curl "$PAPO/api/rooms" -H "Authorization: Bearer $TOKEN"`
const CONNECT = `import { io } from 'socket.io-client'

const socket = io('http://localhost:3000', { auth: { token }, transports: ['websocket'] })
socket.on('ready', ({ rooms }) => { … })`

const chapter = (id: string, title: string, content: Html) =>
  html`<section class="chapter" id="${id}">
    <h2>${title}</h2>
    ${content}
  </section>`
const tagId = (name: string) => `calls-${name.toLowerCase()}`

function groupsOf({ tags, paths, components }: Calls): Html[] {
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, call]) => ({ path, method, call })),
  )
  return tags.map(
    ({ name, description }) =>
      html`<section class="group" id="${tagId(name)}">
        <h3>${name} <span class="faint">${description}</span></h3>
        ${calls
          .filter(({ call }) => call.tags[0] === name)
          .map(({ path, method, call }) => callView(call, { path, method, named: components.schemas }))}
      </section>`,
  )
}

const errorsOf = ({ components }: Calls, errors: Errors) =>
  html`<ul class="fields">
    ${Object.entries(errors).map(
      ([code, { status, retryable }]) =>
        html`<li>
          <div class="field">
            <code class="name">${code}</code
            ><span>${status}</span>${retryable && html`<span class="faint">retryable</span>`}
          </div>
          <p class="note">${prose(components.responses[code]?.description ?? '')}</p>
        </li>`,
    )}
  </ul>`

const modelView = ([name, schema]: [string, Schema]) =>
  html`<details class="call">
    <summary><code class="path">${name}</code><span class="says">${schema.description ?? ''}</span></summary>
    <div class="about" id="${anchorOf(name)}">${fieldsOf(schema) ?? html`<p>${kindOf(schema)}</p>`}</div>
  </details>`

/** Every schema that something on the page leads to. */
function modelsOf({ calls, socket }: Documents): Html[] {
  const all = { ...socket.components.schemas, ...calls.components.schemas }
  return Object.entries(all)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(modelView)
}

const contents = ({ tags }: Calls) =>
  html`<nav aria-label="Contents">
    <a class="brand" href="#top">Papo <span class="faint">API</span></a>
    <a href="#start">Start</a><a href="#errors">Errors</a>
    <p>Calls</p>
    ${tags.map(({ name }) => html`<a href="#${tagId(name)}">${name}</a>`)}
    <p>Socket</p>
    <a href="#connect">Connecting</a><a href="#commands">Commands</a><a href="#events">Events</a>
    <p>More</p>
    <a href="#models">Models</a><a href="/api/docs/openapi.json">OpenAPI</a
    ><a href="/api/docs/asyncapi.json">AsyncAPI</a>
  </nav>`

/** The whole page. It needs no script: browsers open and close its parts, and find words in closed ones. */
export function pageView(documents: Documents): string {
  const { calls, socket, errors, css } = documents
  const style = new Html(`<style>${css}</style>`)
  const page = html`<html lang="en" id="top">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>Papo API</title>
      ${style}
    </head>
    <body>
      ${contents(calls)}
      <main>
        <h1>Papo API</h1>
        ${chapter(
          'start',
          'Start',
          html`<p>${prose(calls.info.description)}</p>
            <pre>${START}</pre>`,
        )}
        ${chapter('errors', 'Errors', errorsOf(calls, errors))}
        ${chapter('calls', 'Calls', html`${groupsOf(calls)}`)}
        ${chapter(
          'connect',
          'Socket',
          html`<p>${prose(socket.info.description)}</p>
            <pre>${CONNECT}</pre>`,
        )}
        ${chapter('commands', 'Commands', html`${exchangesView(socket, 'receive')}`)}
        ${chapter('events', 'Events', html`${exchangesView(socket, 'send')}`)}
        ${chapter('models', 'Models', html`${modelsOf(documents)}`)}
      </main>
    </body>
  </html>`
  return `<!doctype html>\n${page.text}`
}
