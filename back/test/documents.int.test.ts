import { afterAll, beforeAll, expect, test } from 'vitest'
import { routesOf } from './authorization/routes.js'
import { callAt, calls, document, undocumented } from './documents/document.js'
import { Cluster } from './harness.js'
import { newcomers, newStage, type Stage } from './http/stage.js'

let cluster: Cluster
let stage: Stage
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 1, workers: 1 })
  stage = await newStage(await newcomers(cluster))
})
afterAll(() => cluster.stop())

test('every route of the server is in the document, and nothing else', async () => {
  const routes = (await routesOf()).map(({ method, path }) => {
    const at = path.replace(/:(\w+)/g, '{$1}')
    return `${method} ${path.startsWith('health') ? '' : '/api'}/${at}`
  })
  expect(calls.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(routes.sort())
})

test('every call that reads answers as the document says', async () => {
  const { people, known } = stage
  const reads = calls.filter(({ method, path }) => method === 'GET' && !path.includes('{token}'))
  const wrong: unknown[] = []
  const statuses: number[] = []
  for (const described of reads) {
    const path = described.path.replace(/\{(\w+)\}/g, (_, name: string) => {
      return known.strings[`${described.path}#${name}`] ?? known.strings[name] ?? known.ids[0] ?? ''
    })
    const query = path.endsWith('/search') ? '?q=one' : ''
    const response = await fetch(`${cluster.url()}${path}${query}`, {
      headers: { authorization: `Bearer ${people.owner.token}` },
      redirect: 'manual',
    })
    const type = response.headers.get('content-type') ?? ''
    const text = await response.text()
    const body: unknown = type.startsWith('application/json') ? JSON.parse(text) : text
    statuses.push(response.status)
    expect(callAt('GET', path)?.path).toBe(described.path)
    const problem = undocumented(described, { status: response.status, type, body })
    if (problem !== undefined) wrong.push(problem)
  }
  expect(wrong).toEqual([])
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(reads.length / 2)
})

test('the page and the documents are there for everyone, and nothing on the page may load or run', async () => {
  const page = await fetch(`${cluster.url()}/api/docs`)
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  const policy = page.headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';/)
  expect(policy).not.toContain('unsafe')
  const text = await page.text()
  expect(text).not.toContain('<script')
  for (const { call } of calls) expect(text).toContain(`id="${call.operationId}"`)
  const served: unknown = await (await fetch(`${cluster.url()}/api/docs/openapi.json`)).json()
  expect(served).toEqual(JSON.parse(JSON.stringify(document)))
  const socket = (await (await fetch(`${cluster.url()}/api/docs/asyncapi.json`)).json()) as object
  expect(socket).toMatchObject({ asyncapi: '3.0.0' })
})

test('an installation may keep them to itself', async () => {
  const quiet = await cluster.addInstance({ API_DOCS: 'off' })
  for (const path of ['/api/docs', '/api/docs/openapi.json', '/api/docs/asyncapi.json'])
    expect((await fetch(`${quiet.url}${path}`)).status).toBe(404)
})
