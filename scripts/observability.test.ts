import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { ROOT } from './run.mjs'

const FOLDER = join(ROOT, 'docs', 'observability')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const promtool = (...args: string[]) => {
  const { status, stdout, stderr, error } = spawnSync('promtool', args, { cwd: FOLDER, encoding: 'utf8' })
  expect([error, status === 0 ? '' : stdout + stderr]).toEqual([undefined, ''])
}

type Rule = { alert: string; labels: { severity: string }; annotations: { summary: string } }
const rules = (
  parse(read('docs/observability/alerts.yml')) as { groups: { rules: Rule[] }[] }
).groups.flatMap((group) => group.rules)
const named = rules.map(({ alert }) => alert)

test('Prometheus takes its settings and its rules', () => {
  promtool('check', 'config', 'prometheus.yml')
})

test('every alert fires when it should, and keeps quiet when it should not', () => {
  const { tests } = parse(read('docs/observability/alerts.test.yml')) as { tests: { name: string }[] }
  const names = tests.map(({ name }) => name)
  expect(names.sort()).toEqual(named.flatMap((name) => [`${name} fires`, `${name} keeps quiet`]).sort())
  promtool('test', 'rules', 'alerts.test.yml')
})

test('docs/operations.md says of every alert what it means and what to do', () => {
  const sections = [...read('docs/operations.md').matchAll(/^### (\w+)$/gm)].map(([, name]) => name)
  expect(sections).toEqual(named)
})

type Service = {
  image?: string
  profiles?: string[]
  volumes?: string[]
  ports?: string[]
  command?: string[]
}
type Compose = { services: Record<string, Service> }
const compose = parse(read('docker-compose.yml'), { merge: true }) as Compose
const watching = Object.entries(compose.services).filter(([, { profiles }]) =>
  profiles?.includes('observability'),
)

test('the profile has what collects, keeps and shows, at versions that are named', () => {
  expect(watching.map(([name]) => name).sort()).toEqual([
    'collector',
    'grafana',
    'loki',
    'prometheus',
    'tempo',
  ])
  for (const [, { image }] of watching) expect(image).toMatch(/:v?\d+\.\d+\.\d+$/)
})

test('only Grafana can be reached from the host, and from the host alone', () => {
  const open = watching.flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port]))
  expect(open).toEqual([['grafana', '127.0.0.1:${GRAFANA_PORT:-3300}:3000']])
})

test('every file that the profile mounts is there', () => {
  const mounted = watching.flatMap(([, { volumes = [] }]) =>
    volumes.filter((volume) => volume.startsWith('./')),
  )
  expect(mounted.length).toBeGreaterThan(4)
  for (const volume of mounted) {
    const [path = '', , mode] = volume.split(':')
    expect([path, existsSync(join(ROOT, path)), mode]).toEqual([path, true, 'ro'])
  }
})

test('addresses in the settings are services of the profile, or Papo', () => {
  const files = ['prometheus.yml', 'collector.yml', 'grafana/datasources/papo.yml']
  const hosts = files.flatMap((file) =>
    [...read(`docs/observability/${file}`).matchAll(/https?:\/\/([a-z]+):\d+/g)].map(([, host]) => host),
  )
  expect(hosts.length).toBeGreaterThan(4)
  for (const host of hosts) expect(Object.keys(compose.services)).toContain(host)
})

type Panel = { title: string; datasource: { uid: string }; targets: { expr: string }[] }

test('every panel asks a source that is provisioned', () => {
  const { panels } = JSON.parse(read('docs/observability/grafana/dashboards/papo.json')) as {
    panels: Panel[]
  }
  const { datasources } = parse(read('docs/observability/grafana/datasources/papo.yml')) as {
    datasources: { uid: string }[]
  }
  const known = datasources.map(({ uid }) => uid)
  for (const { title, datasource, targets } of panels)
    expect([title, known.includes(datasource.uid), targets.length > 0]).toEqual([title, true, true])
})
