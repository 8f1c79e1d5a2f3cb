import { html, type Html, prose } from './html.js'

export type Schema = {
  $ref?: string
  type?: string
  description?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema | false
  prefixItems?: Schema[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  additionalProperties?: Schema | boolean
  enum?: unknown[]
  const?: unknown
  default?: unknown
  format?: string
  minimum?: number
  exclusiveMinimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
}

/** Models have an anchor of their own. */
export const anchorOf = (name: string) => `model-${name}`
const literal = (value: unknown) => html`<code>${JSON.stringify(value)}</code>`
const between = (parts: Html[], sign: string) => parts.map((part, place) => html`${place > 0 && sign}${part}`)

/** What kind of value it is, in a few words. */
export function kindOf(schema: Schema): Html {
  const { $ref, anyOf, oneOf, type = 'anything', additionalProperties: more, properties } = schema
  if ($ref !== undefined) {
    const name = $ref.split('/').at(-1) ?? ''
    return html`<a href="#${anchorOf(name)}">${name}</a>`
  }
  const either = anyOf ?? oneOf
  if (either) return html`${between(either.map(kindOf), ' or ')}`
  if (schema.const !== undefined) return literal(schema.const)
  if (schema.enum) return html`${between(schema.enum.map(literal), ', ')}`
  if (schema.prefixItems) return html`list of exactly ${between(schema.prefixItems.map(kindOf), ', ')}`
  if (schema.items) return html`list of ${kindOf(schema.items)}`
  if (type === 'object' && !properties && typeof more === 'object') return html`map to ${kindOf(more)}`
  return html`${type}${schema.format !== undefined && html` <span class="faint">${schema.format}</span>`}`
}

function boundsOf(schema: Schema): string {
  const { minimum, exclusiveMinimum, maximum, minLength, maxLength, minItems, maxItems } = schema
  const least =
    minLength ?? minItems ?? minimum ?? (exclusiveMinimum === undefined ? undefined : exclusiveMinimum + 1)
  const most = maxLength ?? maxItems ?? maximum
  const unit = minLength !== undefined || maxLength !== undefined ? ' characters' : ''
  if (least !== undefined && most !== undefined) return `${least} to ${most}${unit}`
  if (least !== undefined) return `at least ${least}${unit}`
  return most === undefined ? '' : `at most ${most}${unit}`
}

type Row = { name: string; schema: Schema; required: boolean; note?: string | undefined }

/** Its name, what it may be, and what is inside of it. */
export function rowOf({ name, schema, required, note = schema.description }: Row): Html {
  const inner = schema.items && !schema.items.$ref ? schema.items : schema
  const initial = schema.default === undefined ? '' : `${JSON.stringify(schema.default)} without it`
  const said = [boundsOf(schema), initial].filter(Boolean).join('; ')
  return html`<li>
    <div class="field">
      <code class="name">${name}</code>
      <span>${kindOf(schema)}${said && html`<span class="faint">, ${said}</span>`}</span>
      ${!required && html`<span class="faint">optional</span>`}
    </div>
    ${note !== undefined && html`<p class="note">${prose(note)}</p>`}${fieldsOf(inner)}
  </li>`
}

/** The fields of an object, or of each object that it may be. */
export function fieldsOf(schema: Schema): Html | undefined {
  const { properties, required = [], anyOf, oneOf } = schema
  const either = (anyOf ?? oneOf)?.filter((one) => one.properties)
  if (either?.length)
    return html`${between(
      either.flatMap((one) => fieldsOf(one) ?? []),
      '',
    )}`
  if (!properties || Object.keys(properties).length === 0) return undefined
  const rows = Object.entries(properties).map(([name, one]) =>
    rowOf({ name, schema: one, required: required.includes(name) }),
  )
  return html`<ul class="fields">
    ${rows}
  </ul>`
}
