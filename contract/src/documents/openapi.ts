import type { z } from 'zod'
import { ERRORS, type ErrorCode } from '../errors.js'
import { LIMITS } from '../limits.js'
import { API_PREFIX } from '../names.js'
import { REQUESTS } from '../requests.js'
import { RESPONSES } from '../responses.js'
import { ERROR_SAYS } from './errors.says.js'
import { json, ref, requestName, responseName, responsesOf } from './openapi.answers.js'
import type { Operation } from './operation.js'
import { GROUPS } from './operations.js'
import { sample } from './sample.js'
import { describe, type Described, type Json, used } from './schemas.js'

const byName = (schemas: Record<string, z.ZodType>, name: (key: never) => string) =>
  Object.entries(schemas).map(([key, schema]) => [name(key as never), schema] as const)

function parametersOf(path: string, { query }: Operation, schemas: Described): Json[] {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => {
    const schema = /id$/i.test(name) ? ref('Id') : { type: 'string', minLength: 1 }
    return { name, in: 'path', required: true, schema, example: sample(schema, schemas, name) }
  })
  if (query === undefined) return inPath
  const { properties = {}, required = [] } = (schemas[requestName(query)] ?? {}) as {
    properties?: Described
    required?: string[]
  }
  const inQuery = Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }))
  return [...inPath, ...inQuery]
}

function bodyOf({ body, answer }: Operation, schemas: Described): Json {
  if (answer === 'nothing') return { requestBody: { required: true, content: { '*/*': { schema: {} } } } }
  if (body === undefined) return {}
  const schema = ref(requestName(body))
  // An absent body counts as {}.
  const { required = [] } = (schemas[requestName(body)] ?? {}) as { required?: string[] }
  return { requestBody: { required: required.length > 0, ...json(schema, schemas) } }
}

type Context = { tag: string; inputs: Described; outputs: Described }

function callOf(route: string, operation: Operation, { tag, inputs, outputs }: Context): Json {
  const { id, says, more, open } = operation
  const [, path = ''] = route.split(' ')
  const parameters = parametersOf(path, operation, inputs)
  return {
    operationId: id,
    tags: [tag],
    summary: says,
    ...(more === undefined ? {} : { description: more }),
    ...(open && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...bodyOf(operation, inputs),
    responses: responsesOf(route, operation, outputs),
  }
}

/** `GET rooms/:id` as the document writes it: `['/api/rooms/{id}', 'get']`. */
export function placeOf(route: string): [path: string, method: string] {
  const [method = '', path = ''] = route.split(' ')
  const prefix = path.startsWith('health') ? '' : API_PREFIX
  return [`${prefix}/${path.replace(/:(\w+)/g, '{$1}')}`, method.toLowerCase()]
}

function pathsOf(inputs: Described, outputs: Described): Record<string, Json> {
  const paths: Record<string, Json> = {}
  for (const { name: tag, operations } of GROUPS)
    for (const [route, operation] of Object.entries(operations)) {
      const [path, method] = placeOf(route)
      paths[path] = { ...paths[path], [method]: callOf(route, operation, { tag, inputs, outputs }) }
    }
  return paths
}

const DESCRIPTION = `Every call answers with JSON. A refusal is \`{error: {code, message, retryable, retryAfterMs?, issues?}}\`,
with the status of its code. Lists are pages: pass \`nextCursor\` on as \`cursor\` for the next one.
Bodies are \`application/json\` of at most ${LIMITS.frameBytesMax / 1024} KB; unknown keys are refused.`

const ERROR = {
  type: 'object',
  properties: { error: ref('Error') },
  required: ['error'],
  additionalProperties: false,
}

const refusalOf = (code: ErrorCode) => ({
  description: ERROR_SAYS[code],
  content: { 'application/json': { schema: ref('ErrorResponse') } },
})

const SECURITY = {
  bearer: { type: 'http', scheme: 'bearer', description: 'The `accessToken` of `POST /api/auth/token`.' },
  cookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'papo_access',
    description: 'Set by logging in, for browsers.',
  },
}

/** Every HTTP call as OpenAPI 3.1. */
export function openApi(): Json {
  const inputs = describe(byName(REQUESTS, requestName), 'input')
  const outputs = describe(byName(RESPONSES, responseName), 'output')
  const paths = pathsOf(inputs, outputs)
  const codes = Object.keys(ERRORS) as ErrorCode[]
  return {
    openapi: '3.1.0',
    info: {
      title: 'Papo',
      version: '1',
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ cookie: [] }, { bearer: [] }],
    tags: GROUPS.map(({ name, says }) => ({ name, description: says })),
    paths,
    components: {
      securitySchemes: SECURITY,
      responses: Object.fromEntries(codes.map((code) => [code, refusalOf(code)])),
      schemas: { ErrorResponse: ERROR, ...used({ ...inputs, ...outputs }, [paths, ERROR]) },
    },
  }
}
