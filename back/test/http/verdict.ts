import { parse } from 'node:querystring'
import { type Described, problemOf, type Schema } from '../documents/document.js'
import { bodySchemaOf, queryOf, type Shot } from './shots.js'

/** The server trims and lowers some texts before it looks at them. */
function tidied(value: unknown): unknown {
  if (typeof value === 'string') return value.trim().toLowerCase()
  if (Array.isArray(value)) return value.map(tidied)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, tidied(one)]))
}

/** Deeper than what is read, whatever the schema says. */
const isBroken = (schema: Schema, value: unknown) =>
  problemOf(schema, value) !== undefined && problemOf(schema, tidied(value)) !== undefined

function brokenQuery(described: Described, query: string): boolean {
  const schema = queryOf(described)
  if (!schema) return false
  const read = Object.entries(parse(query)).map(([name, value]) => {
    const type = schema.properties?.[name]?.type
    const whole = type === 'integer' && typeof value === 'string' && /^\d+$/.test(value)
    return [name, whole ? Number(value) : value]
  })
  return isBroken(schema, Object.fromEntries(read))
}

function brokenBody(described: Described, { body, headers }: Shot): boolean {
  const schema = bodySchemaOf(described)
  if (!schema || typeof body !== 'string') return false
  if (headers['content-type'] !== 'application/json' || headers['content-encoding']) return false
  // An absent body counts as {}.
  if (body === '' || body.startsWith('\ufeff')) return problemOf(schema, {}) !== undefined
  try {
    return isBroken(schema, JSON.parse(body))
  } catch {
    return true
  }
}

function brokenPath({ path, call }: Described, shot: Shot): boolean {
  const form = new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>.*)')}$`)
  const values = form.exec(shot.path)?.groups ?? {}
  return (call.parameters ?? [])
    .filter((one) => one.in === 'path')
    .some(({ name, schema }) => isBroken(schema, values[name]))
}

/** Whether a request is not what the document asks for, so that it must not succeed. */
export const isRefusable = (described: Described, shot: Shot): boolean =>
  brokenPath(described, shot) || brokenQuery(described, shot.query) || brokenBody(described, shot)
