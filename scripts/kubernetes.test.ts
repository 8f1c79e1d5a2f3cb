import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'

type Probe = { httpGet: { path: string; port: string } }
type Container = {
  image: string
  args: string[]
  ports?: { name: string }[]
  envFrom?: ({ configMapRef: { name: string } } | { secretRef: { name: string } })[]
  securityContext: Record<string, unknown>
  resources: { requests: object; limits: object }
} & Record<'startupProbe' | 'readinessProbe' | 'livenessProbe', Probe | undefined>
type PodSpec = {
  containers: Container[]
  securityContext: Record<string, unknown>
  terminationGracePeriodSeconds?: number
  automountServiceAccountToken: boolean
}
type Spec = {
  selector: { matchLabels: Record<string, string> } & Record<string, unknown>
  template: { metadata: { labels: Record<string, string> }; spec: PodSpec }
  strategy: { rollingUpdate: object }
  scaleTargetRef: { kind: string; name: string }
  maxUnavailable: number
  ports: { name: string; targetPort: string }[]
  rules: { http: { paths: { backend: { service: { name: string; port: { name: string } } } }[] } }[]
}
type Resource = {
  apiVersion: string
  kind: string
  metadata: { name: string }
  spec: Spec
  data: Record<string, string>
}

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FOLDER = join(ROOT, 'docs/kubernetes')
const read = (folder: string): Resource[] =>
  readdirSync(join(FOLDER, folder)).flatMap((file) =>
    parseAllDocuments(readFileSync(join(FOLDER, folder, file), 'utf8'), { strict: true }).map((document) => {
      expect([file, document.errors, document.warnings]).toEqual([file, [], []])
      return document.toJS() as Resource
    }),
  )
const base = read('base')
const all = [...base, ...read('migrate'), ...read('example')].filter(({ kind }) => kind !== 'Kustomization')
const of = (kind: string) => all.filter((one) => one.kind === kind)
const named = (kind: string, name: string) => {
  const found = of(kind).find(({ metadata }) => metadata.name === name)
  if (!found) throw new Error(`no ${kind} ${name}`)
  return found
}
const workloads = [...of('Deployment'), ...of('Job')]
const containers = workloads.flatMap(({ spec }) => spec.template.spec.containers)

test('every kind is asked for in the version of its API that is not going away', () => {
  const versions = new Set(all.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`))
  expect([...versions].sort()).toEqual([
    'apps/v1 Deployment',
    'autoscaling/v2 HorizontalPodAutoscaler',
    'batch/v1 Job',
    'networking.k8s.io/v1 Ingress',
    'policy/v1 PodDisruptionBudget',
    'v1 ConfigMap',
    'v1 Service',
  ])
})

test('each folder lists exactly the files that it has', () => {
  for (const folder of ['base', 'migrate']) {
    const files = readdirSync(join(FOLDER, folder)).filter((file) => file !== 'kustomization.yaml')
    const list = read(folder).find(({ kind }) => kind === 'Kustomization') as unknown as {
      resources: string[]
    }
    expect([...list.resources].sort()).toEqual(files.sort())
  }
})

test('what selects pods finds them', () => {
  const labels = of('Deployment').map(({ spec }) => spec.template.metadata.labels)
  for (const { kind, spec } of [...of('Deployment'), ...of('PodDisruptionBudget')])
    expect([kind, labels]).toEqual([kind, expect.arrayContaining([spec.selector.matchLabels])])
  expect(labels).toContainEqual(named('Service', 'papo-back').spec.selector)
  for (const { spec } of of('HorizontalPodAutoscaler'))
    named(spec.scaleTargetRef.kind, spec.scaleTargetRef.name)
})

test('the ingress leads to the service, and the service to a port that a container names', () => {
  const [path] = named('Ingress', 'papo').spec.rules[0]?.http.paths ?? []
  const service = named('Service', path?.backend.service.name ?? '')
  const port = service.spec.ports.find(({ name }) => name === path?.backend.service.port.name)
  const [back] = named('Deployment', 'papo-back').spec.template.spec.containers
  expect(back?.ports?.map(({ name }) => name)).toContain(port?.targetPort)
})

test('nothing runs as root, writes to its image or holds a token of the cluster', () => {
  for (const { metadata, spec } of workloads) {
    const { containers, securityContext, automountServiceAccountToken } = spec.template.spec
    expect([metadata.name, securityContext, automountServiceAccountToken]).toEqual([
      metadata.name,
      expect.objectContaining({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }),
      false,
    ])
    for (const container of containers)
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      })
  }
})

test('every program is one that the image has, and says what it needs', () => {
  for (const { args, resources } of containers) {
    const source = args[1]?.replace('back/dist/', 'back/src/').replace(/\.js$/, '.ts') ?? ''
    expect(readFileSync(join(ROOT, source), 'utf8')).not.toBe('')
    expect(resources).toEqual({
      requests: { cpu: expect.any(String) as string, memory: expect.any(String) as string },
      limits: { memory: expect.any(String) as string },
    })
  }
})

test('readiness and life are asked for where the program answers, at a port that it names', () => {
  for (const { spec } of of('Deployment'))
    for (const container of spec.template.spec.containers) {
      const ports = container.ports?.map(({ name }) => name)
      const { startupProbe, readinessProbe, livenessProbe } = container
      const paths = [startupProbe, readinessProbe, livenessProbe].map((probe) => probe?.httpGet.path)
      expect(paths).toEqual(['/health/live', '/health/ready', '/health/live'])
      for (const probe of [startupProbe, readinessProbe, livenessProbe])
        expect(ports).toContain(probe?.httpGet.port)
    }
})

test('a newcomer serves before an old one ends, and an old one has time to end', () => {
  const { DRAIN_MS = '0' } = named('ConfigMap', 'papo-settings').data
  for (const { spec } of of('Deployment')) {
    expect(spec.strategy.rollingUpdate).toEqual({ maxUnavailable: 0, maxSurge: 1 })
    const { terminationGracePeriodSeconds = 0 } = spec.template.spec
    expect(terminationGracePeriodSeconds).toBeGreaterThan(5 + Number(DRAIN_MS) / 1_000 + 15)
  }
  for (const { spec } of of('PodDisruptionBudget')) expect(spec.maxUnavailable).toBe(1)
})

test('settings are ones that Papo knows, and no secret is among them', () => {
  const known = [...readFileSync(join(ROOT, '.env.example'), 'utf8').matchAll(/^([A-Z][A-Z0-9_]+)=/gm)].map(
    ([, name]) => name,
  )
  const names = Object.keys(named('ConfigMap', 'papo-settings').data)
  expect(known).toEqual(expect.arrayContaining(names))
  expect(names.filter((name) => /SECRET|KEY|URL|PASSWORD/.test(name))).toEqual([])
  expect(of('Secret')).toEqual([])
})
