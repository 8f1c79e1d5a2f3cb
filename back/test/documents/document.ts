import { openApi } from '@papo/contract/openapi'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

export type Schema = { $ref?: string; properties?: Record<string, Schema>; required?: string[] } & Record<
  string,
  unknown
>
export type Call = {
  operationId: string
  tags: string[]
  parameters?: { name: string; in: 'path' | 'query'; required: boolean; schema: Schema }[]
  requestBody?: { required: boolean; content: Record<string, { schema: Schema }> }
  responses: Record<string, object>
}
export type Described = { path: string; method: string; call: Call }

export const document = openApi() as unknown as {
  paths: Record<string, Record<string, Call>>
  components: { schemas: Record<string, Schema> }
}
export const calls: Described[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, call]) => ({ path, method: method.toUpperCase(), call })),
)

const ajv = new Ajv2020({ strict: false })
addFormats.default(ajv)
ajv.addFormat('uri', (text: string) => URL.canParse(text))
ajv.addSchema(document, 'papo')

const pointer = (...names: string[]) =>
  names.map((name) => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')

const compiled = new Map<string, ReturnType<typeof ajv.compile>>()

/** @returns what is wrong with a value, by a schema of the document; undefined: nothing */
export function problemOf(schema: Schema, value: unknown): string | undefined {
  const text = JSON.stringify(schema).replaceAll('"#/', '"papo#/')
  const validate = compiled.get(text) ?? ajv.compile(JSON.parse(text) as Schema)
  compiled.set(text, validate)
  return validate(value) ? undefined : ajv.errorsText(validate.errors)
}

const patterns = calls.map((one) => ({
  ...one,
  pattern: new RegExp(`^${one.path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
}))

/** The call that an address leads to; one without placeholders comes first. */
export function callAt(method: string, pathname: string): Described | undefined {
  const found = patterns.filter((one) => one.method === method && one.pattern.test(pathname))
  return found.find(({ path }) => path === pathname) ?? found[0]
}

export type Said = { status: number; type: string; body: unknown }

/** @returns what the document does not say of such an answer; undefined: it says all of it */
export function undocumented(
  { path, method, call }: Described,
  { status, type, body }: Said,
): string | undefined {
  const at = `${method} ${path} ${status}`
  const found = call.responses[status] as { $ref?: string; content?: Record<string, unknown> } | undefined
  if (!found) return `${at}: no such answer in the document`
  const place = found.$ref ?? `#/${pointer('paths', path, method.toLowerCase(), 'responses', String(status))}`
  const content = found.$ref ? { 'application/json': {} } : found.content
  if (content?.['application/json'] === undefined) return undefined
  if (!type.startsWith('application/json')) return `${at}: is ${type || 'without a type'}`
  const validate = ajv.getSchema(`papo${place}/${pointer('content', 'application/json', 'schema')}`)
  if (!validate) return `${at}: its schema is not found`
  return validate(body) ? undefined : `${at}: ${ajv.errorsText(validate.errors)}`
}
