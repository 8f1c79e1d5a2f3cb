import { ERRORS, type ErrorCode } from '../errors.js'
import { RESPONSES } from '../responses.js'
import type { Operation, ResponseName } from './operation.js'
import { sample } from './sample.js'
import { type Described, type Json, nameOf, REF } from './schemas.js'

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)
export const responseName = (name: ResponseName) => nameOf(RESPONSES[name], `${capital(name)}Response`)
export const requestName = (name: string) => `${capital(name)}Request`
export const ref = (name: string) => ({ $ref: REF + name })

const KINDS: Partial<Record<string, Json>> = {
  redirect: { description: 'Where to go.', headers: { Location: { schema: { type: 'string' } } } },
  nothing: { description: 'Done.' },
  page: { description: 'A page to read.', content: { 'text/html': { schema: { type: 'string' } } } },
  bytes: { description: 'The bytes.', content: { '*/*': { schema: {} } } },
  document: { description: 'The document.', content: { 'application/json': { schema: { type: 'object' } } } },
}

export const json = (schema: Json, schemas: Described) => ({
  content: { 'application/json': { schema, example: sample(schema, schemas) } },
})

function answerOf({ answer }: Operation, schemas: Described): Json {
  if (typeof answer === 'string' && KINDS[answer]) return KINDS[answer]
  const names = (typeof answer === 'string' ? [answer] : answer) as ResponseName[]
  const [first, ...others] = names.map((name) => ref(responseName(name)))
  const schema = others.length > 0 ? { anyOf: [first, ...others] } : (first ?? {})
  return { description: 'What was asked for.', ...json(schema, schemas) }
}

/** Beside what is its own, a call may be refused for what it is made of. */
function refusalsOf(route: string, { open, query, body, refuses = [], answer }: Operation): Set<ErrorCode> {
  const codes = new Set<ErrorCode>(refuses)
  const add = (code: ErrorCode, when: boolean) => when && codes.add(code)
  const changes = !route.startsWith('GET')
  const namesOne = route.includes(':')
  add('invalid_payload', query !== undefined || body !== undefined || changes || namesOne)
  add('unauthenticated', !open)
  // A call that changes something is refused when a foreign page made a browser send it.
  add('forbidden', changes || (!open && namesOne) || route.includes('admin/') || route.includes('/system/'))
  add('not_found', namesOne || route.includes(' docs'))
  add('too_large', changes)
  add('rate_limited', answer !== 'health' && !route.includes(' blobs'))
  add('unavailable', true)
  return codes
}

/** What a call is answered with, by status. */
export function responsesOf(route: string, operation: Operation, schemas: Described): Json {
  const { answer, status = answer === 'redirect' ? 302 : 200 } = operation
  const refusals = [...refusalsOf(route, operation)].map((code): [number, Json] => [
    ERRORS[code].status,
    { $ref: `#/components/responses/${code}` },
  ])
  const partial =
    answer === 'bytes' ? { 206: KINDS.bytes, 304: KINDS.nothing, 412: KINDS.nothing, 416: KINDS.nothing } : {}
  const said = answerOf(operation, schemas)
  return {
    ...Object.fromEntries(refusals),
    [status]: said,
    ...partial,
    // A balancer reads what is wrong.
    ...(answer === 'health' && { 503: { ...said, description: 'Not now.' } }),
  }
}
