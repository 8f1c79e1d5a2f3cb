import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import type { PapoProcess } from './papo.process.js'
import type { Person } from './person.js'
import { metricsPortOf, scrape, type Series } from './scrape.js'

let cluster: Cluster
let alice: Person
let bob: Person
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 1, haproxy: true, env: { METRICS_PORT: '0' } })
  alice = await cluster.person('alice')
  bob = await cluster.person('bob')
})
afterAll(() => cluster.stop())

function processes(): [PapoProcess, PapoProcess, PapoProcess] {
  const [[one, two], [worker]] = [cluster.instances, cluster.workers]
  if (!one || !two || !worker) throw new Error('not all processes run')
  return [one, two, worker]
}

test('what is sent, acked, delivered and stored is counted and timed where it happens', async () => {
  const [one, two, worker] = processes()
  const room = await alice.room('counted')
  await bob.join(room.id)
  const [from, to] = [await alice.tab(one.url), await bob.tab(two.url)]
  const before = await scrape(worker)
  for (let i = 0; i < 5; i++) await from.send(room.id, `message ${i}`)
  expect(await from.ask('message:send', { roomId: room.id, clientId: 'none', body: '' })).toMatchObject({
    ok: false,
  })
  await until(() => to.bodies(room.id).length === 5)

  const sender = await scrape(one)
  expect(sender.sum('papo_connections')).toBe(1)
  expect(sender.sum('papo_commands_total', { command: 'message:send', outcome: 'ok' })).toBe(5)
  expect(sender.sum('papo_commands_total', { command: 'message:send', outcome: 'invalid_payload' })).toBe(1)
  expect(sender.sum('papo_ack_seconds_count', { command: 'message:send' })).toBe(6)
  expect(sender.sum('papo_ack_seconds_bucket', { command: 'message:send', le: '+Inf' })).toBe(6)
  expect(sender.sum('papo_appends_total', { status: 'ok' })).toBeGreaterThanOrEqual(5)
  expect(sender.sum('papo_http_requests_total', { method: 'POST', status: '2xx' })).toBeGreaterThan(0)
  const reader = await scrape(two)
  expect(reader.sum('papo_events_in_total')).toBeGreaterThanOrEqual(5)
  expect(reader.sum('papo_events_out_total')).toBeGreaterThanOrEqual(5)
  expect(reader.sum('papo_delivery_seconds_count')).toBeGreaterThan(0)
  const stored = async () => {
    const now = await scrape(worker)
    return now.sum('papo_persisted_events_total') - before.sum('papo_persisted_events_total') >= 5 && now
  }
  const writer = await until(stored, { what: 'the worker has counted what it stored' })
  expect(writer.sum('papo_persist_lag_seconds_count')).toBe(writer.sum('papo_persisted_events_total'))
  expect(writer.sum('papo_queue_jobs', { queue: 'persist', state: 'failed' })).toBe(0)
  for (const tab of [from, to]) tab.close()
})

test('every process tells of itself, its pool and its connections', async () => {
  for (const process of processes()) {
    const now = await scrape(process)
    expect(now.sum('papo_ready')).toBe(1)
    expect(now.sum('papo_postgres_connections', { state: 'open' })).toBeGreaterThan(0)
    expect(now.sum('papo_redis_up', { client: 'hot' })).toBe(1)
    const own = ['process_resident_memory_bytes', 'nodejs_eventloop_lag_p99_seconds', 'papo_info']
    expect(now.names).toEqual(expect.arrayContaining(own))
  }
})

test('every figure that an alert or the dashboard names is one that a process has', async () => {
  const names = new Set((await Promise.all(processes().map(scrape))).flatMap((one) => one.names))
  for (const file of ['alerts.yml', 'grafana/dashboards/papo.json']) {
    const text = readFileSync(new URL(`../../docs/observability/${file}`, import.meta.url), 'utf8')
    const asked = [...new Set(text.match(/\b(papo|nodejs|process)_\w+/g))]
    expect(asked.length).toBeGreaterThan(8)
    const unknown = asked.filter(
      (name) => !names.has(name) && !names.has(name.replace(/_(bucket|sum|count)$/, '')),
    )
    expect([file, unknown]).toEqual([file, []])
  }
})

test('labels come from short lists: no person, room, message or address is among them', async () => {
  const room = await alice.room('unnamed')
  for (const process of processes()) {
    const { series } = await scrape(process)
    expect(series.length).toBeLessThan(1_500)
    const values = series.flatMap(({ labels }: Series) => Object.values(labels))
    const odd = values.filter((value) =>
      /[0-9a-f]{8}-[0-9a-f]{4}-|127\.0\.0\.1|alice|bob|unnamed/.test(value),
    )
    expect(odd).toEqual([])
    expect(values).not.toContain(room.id)
  }
})

test('figures are on a port of their own, which the balancer does not lead to, or nowhere', async () => {
  const [one] = processes()
  for (const at of [one.url, cluster.haproxy?.url]) {
    const answer = await fetch(`${at}/metrics`)
    expect(await answer.text()).not.toContain('papo_')
  }
  expect((await fetch(`http://127.0.0.1:${metricsPortOf(one)}/`)).status).toBe(404)
  const silent = await cluster.addInstance({ METRICS_PORT: '' })
  expect(metricsPortOf(silent)).toBeUndefined()
  await silent.stop()
})

test('a port that is taken keeps no process from serving', async () => {
  const [one] = processes()
  const other = await cluster.addInstance({ METRICS_PORT: String(metricsPortOf(one)) })
  expect((await fetch(`${other.url}/health/ready`)).status).toBe(200)
  expect(other.errors.map(({ msg }) => msg)).toEqual(['no metrics'])
  await other.stop()
})
