import specs from '@asyncapi/specs'
import { COMMANDS, SERVER_EVENTS } from '@papo/contract'
import { asyncApi } from '@papo/contract/asyncapi'
import { openApi } from '@papo/contract/openapi'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Node = Record<string, unknown>

const nodesOf = (value: unknown): Node[] =>
  typeof value !== 'object' || value === null
    ? []
    : [value as Node, ...Object.values(value).flatMap((one) => nodesOf(one))]

/** References of a document that lead nowhere. */
function lostIn(document: Node): string[] {
  const references = nodesOf(document).flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []))
  return references.filter((reference) => {
    const names = reference.slice(2).split('/')
    return names.reduce<unknown>((at, name) => (at as Node | undefined)?.[name], document) === undefined
  })
}

test('the HTTP calls are a valid OpenAPI document, and every reference in it leads somewhere', async () => {
  const { valid, errors } = await new Validator().validate(openApi())
  expect([valid, errors]).toEqual([true, undefined])
  expect(lostIn(openApi())).toEqual([])
})

test('the socket is a valid AsyncAPI document, and every reference in it leads somewhere', () => {
  const ajv = new Ajv({ strict: false })
  addFormats.default(ajv)
  ajv.validate(specs.schemasWithoutId['3.0.0'] as object, asyncApi())
  expect(ajv.errors).toBeNull()
  expect(lostIn(asyncApi())).toEqual([])
})

test('every command and every event is in it', () => {
  const { operations } = asyncApi() as { operations: Node }
  const names = [...COMMANDS, ...SERVER_EVENTS].map((name) => name.replace(':', '.'))
  expect(Object.keys(operations).sort()).toEqual(names.sort())
})

test('every call has a name of its own', () => {
  const ids = nodesOf(openApi()).flatMap(({ operationId }) =>
    typeof operationId === 'string' ? [operationId] : [],
  )
  expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([])
})

test.each([
  ['OpenAPI', openApi()],
  ['AsyncAPI', asyncApi()],
])('every example of %s is what its schema asks for', (_, document) => {
  const ajv = new Ajv2020({ strict: false })
  addFormats.default(ajv)
  ajv.addSchema(document, 'papo')
  const bodies = nodesOf(document).flatMap(({ schema, example }) =>
    schema === undefined || example === undefined ? [] : [{ schema, example }],
  )
  const messages = nodesOf(document).flatMap(({ payload, examples }) =>
    Array.isArray(examples) ? [{ schema: payload, example: (examples as Node[])[0]?.payload }] : [],
  )
  const wrong = [...bodies, ...messages].filter(({ schema, example }) => {
    const text = JSON.stringify(schema).replaceAll('"#/', '"papo#/')
    return !ajv.validate(JSON.parse(text) as object, example)
  })
  expect(wrong).toEqual([])
  expect(bodies.length + messages.length).toBeGreaterThan(10)
})

test('the page has the colours of the web app', () => {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
  const colours = (css: string) => [...css.matchAll(/--[\w-]+: light-dark\([^)]*\);/g)].map(([line]) => line)
  const known = colours(read('../../../front/src/look/tokens.css'))
  expect(colours(read('docs.css')).filter((line) => !known.includes(line))).toEqual([])
})
