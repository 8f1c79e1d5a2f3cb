import { html, type Html, pretty, prose } from './html.js'
import { fieldsOf, kindOf, rowOf, type Schema } from './schema.view.js'

type Parameter = {
  name: string
  in: string
  required: boolean
  schema: Schema
  description?: string
  example?: string | number
}
type Content = Record<string, { schema: Schema; example?: unknown }>
export type Answer = { $ref?: string; description?: string; content?: Content }
export type Call = {
  operationId: string
  tags: string[]
  summary: string
  description?: string
  security?: unknown[]
  parameters?: Parameter[]
  requestBody?: { content: Content }
  responses: Record<string, Answer>
}

const bodyOf = ({ requestBody }: Call) => requestBody?.content['application/json']
const succeeds = (status: string) => /^[23]/.test(status)
const nameIn = ($ref: string) => $ref.split('/').at(-1) ?? ''

/** Schemas that stand behind their names, of which only the fields are of interest here. */
export type Named = Record<string, Schema>
const behind = (schema: Schema, named: Named): Schema =>
  schema.$ref === undefined ? schema : (named[nameIn(schema.$ref)] ?? schema)

function addressOf(path: string, { parameters = [] }: Call): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    String(parameters.find((one) => one.name === name)?.example ?? name),
  )
  const query = parameters.filter((one) => one.in === 'query' && one.required)
  return query.length ? `${filled}?${query.map(({ name }) => `${name}=…`).join('&')}` : filled
}

function exampleOf(path: string, method: string, call: Call): string {
  const lines = [
    `curl${method === 'get' ? '' : ` -X ${method.toUpperCase()}`} "$PAPO${addressOf(path, call)}"`,
  ]
  if (!call.security) lines.push(`  -H "Authorization: Bearer $TOKEN"`)
  const body = bodyOf(call)
  if (body)
    lines.push(
      `  -H 'Content-Type: application/json'`,
      `  -d '${pretty(body.example).replaceAll('\n', '\n  ')}'`,
    )
  return lines.join(' \\\n')
}

const section = (title: string, content: Html | undefined) =>
  content &&
  html`<section>
    <h4>${title}</h4>
    ${content}
  </section>`

function answersOf({ responses }: Call, named: Named): Html[] {
  return Object.entries(responses)
    .filter(([status, { $ref }]) => succeeds(status) && $ref === undefined)
    .map(([status, { description = '', content }]) => {
      const said = content?.['application/json']
      if (!said) return html`<p><b>${status}</b> ${description}</p>`
      const fields = said.schema.anyOf ? undefined : fieldsOf(behind(said.schema, named))
      return html`<p><b>${status}</b> ${fields ? '' : kindOf(said.schema)}</p>
        ${fields}${said.example !== undefined && html`<pre>${pretty(said.example)}</pre>`}`
    })
}

function refusalsOf({ responses }: Call): Html {
  const codes = Object.entries(responses).flatMap(([status, { $ref }]) =>
    $ref === undefined
      ? []
      : [
          html`<li>
            <a href="#errors"><code>${nameIn($ref)}</code></a> <span class="faint">${status}</span>
          </li>`,
        ],
  )
  return html`<ul class="codes">
    ${codes}
  </ul>`
}

function askedFor({ parameters, requestBody, ...call }: Call, named: Named): Html[] {
  const rows = parameters?.map(({ name, schema, required, description }) =>
    rowOf({ name, schema, required, note: description }),
  )
  const body = bodyOf({ ...call, ...(requestBody && { requestBody }) })
  return [
    ...(rows
      ? [
          section(
            'Parameters',
            html`<ul class="fields">
              ${rows}
            </ul>`,
          ),
        ]
      : []),
    ...(body ? [section('Body', fieldsOf(behind(body.schema, named)))] : []),
  ].filter((one) => one !== undefined)
}

type Place = { path: string; method: string; named: Named }

/** One HTTP call, closed until someone asks for it. */
export function callView(call: Call, { path, method, named }: Place): Html {
  return html`<details class="call">
    <summary>
      <span class="method ${method}">${method.toUpperCase()}</span>
      <code class="path">${path}</code>
      <span class="says">${call.summary}</span>
    </summary>
    <div class="about" id="${call.operationId}">
      <p>
        ${prose(call.description ?? `${call.summary}.`)}
        ${call.security && html`<span class="faint">Asks for no login.</span>`}
      </p>
      ${askedFor(call, named)} ${section('Example', html`<pre>${exampleOf(path, method, call)}</pre>`)}
      ${section('Answer', html`${answersOf(call, named)}`)} ${section('Refusals', refusalsOf(call))}
    </div>
  </details>`
}
