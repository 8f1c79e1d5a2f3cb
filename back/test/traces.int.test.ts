import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'

type Span = {
  name: string
  traceId: string
  spanId: string
  parentSpanId?: string
  startTimeUnixNano: string
  attributes: { key: string; value: { stringValue?: string; intValue?: number | string } }[]
}
type Sent = {
  resourceSpans: { resource: { attributes: Span['attributes'] }; scopeSpans: { spans: Span[] }[] }[]
}

const spans: (Span & { service: string })[] = []
const textOf = (of: Span['attributes'], key: string) =>
  of.find((one) => one.key === key)?.value.stringValue ?? ''
const collector = createServer((request, response) => {
  void json(request).then((sent) => {
    for (const { resource, scopeSpans } of (sent as Sent).resourceSpans) {
      const service = textOf(resource.attributes, 'service.name')
      for (const scope of scopeSpans) spans.push(...scope.spans.map((span) => ({ ...span, service })))
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
})
let cluster: Cluster
beforeAll(async () => {
  await new Promise<void>((done) => collector.listen(0, '127.0.0.1', done))
  const OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_SAMPLER_ARG: '1' }
  cluster = await Cluster.start({ instances: 2, workers: 1, env })
})
afterAll(async () => {
  await cluster.stop()
  collector.closeAllConnections()
  collector.close()
})

test('one trace follows a message from the socket through Redis to its readers and the worker', async () => {
  const [alice, bob] = [await cluster.person('alice'), await cluster.person('bob')]
  const room = await alice.room('traced')
  await bob.join(room.id)
  const [from, to] = [await alice.tab(cluster.url(0)), await bob.tab(cluster.url(1))]
  const clientId = uuidv7()
  await from.send(room.id, 'what no trace may hold', clientId)
  await until(() => to.bodies(room.id).length === 1)
  const traceId = clientId.replaceAll('-', '')
  const ofMessage = () => spans.filter((span) => span.traceId === traceId)
  await until(() => ofMessage().length >= 5, { what: 'all spans of the message came' })

  const named = ofMessage().map(({ service, name }) => `${service} ${name}`)
  const delivered = ['papo-back deliver', 'papo-back deliver']
  expect(named.sort()).toEqual([
    'papo-back append',
    ...delivered,
    'papo-back message:send',
    'papo-worker persist',
  ])
  const [whole, ...more] = ofMessage().filter(({ parentSpanId }) => !parentSpanId)
  expect([whole?.name, more]).toEqual(['message:send', []])
  for (const span of ofMessage()) if (span !== whole) expect(span.parentSpanId).toBe(whole?.spanId)

  // The same again is in the same trace, and is not the whole a second time.
  await from.send(room.id, 'what no trace may hold', clientId)
  await until(() => ofMessage().filter(({ name }) => name === 'message:send').length === 2)
  expect(ofMessage().filter(({ parentSpanId }) => !parentSpanId)).toEqual([whole])
  expect(JSON.stringify(spans)).not.toContain('what no trace may hold')
  for (const tab of [from, to]) tab.close()
})
