import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { ROOT } from './run.mjs'

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

type Client = {
  clientId: string
  secret: string
  redirectUris: string[]
  attributes: Record<string, string>
} & Record<string, unknown>
type Realm = { realm: string; clients: Client[]; users: { credentials: { value: string }[] }[] }
type Service = {
  image: string
  profiles: string[]
  ports: string[]
  volumes: string[]
  environment: Record<string, string>
}

const text = read('docs/keycloak/papo.json')
const realm = JSON.parse(text) as Realm
const { services } = parse(read('docker-compose.yml'), { merge: true }) as { services: { keycloak: Service } }
const { keycloak } = services

test('the realm has one client, which logs people in by code and PKCE, and by nothing else', () => {
  expect(realm.realm).toBe('papo')
  expect(realm.clients).toMatchObject([
    {
      clientId: 'papo',
      publicClient: false,
      standardFlowEnabled: true,
      implicitFlowEnabled: false,
      directAccessGrantsEnabled: false,
      serviceAccountsEnabled: false,
      redirectUris: ['${PAPO_URL}/api/auth/oidc/callback'],
      attributes: { 'pkce.code.challenge.method': 'S256' },
    },
  ])
})

test('no secret is in the repository: each comes from the environment, which the service passes on', () => {
  const secrets = [
    ...realm.clients.map(({ secret }) => secret),
    ...realm.users.flatMap(({ credentials: all }) => all.map(({ value }) => value)),
  ]
  expect(secrets).toEqual(['${PAPO_CLIENT_SECRET}', '${PAPO_DEMO_PASSWORD}'])
  const asked = [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name)
  for (const name of asked) expect(Object.keys(keycloak.environment)).toContain(name)
  const ours = Object.entries(keycloak.environment).filter(([name]) => /PASSWORD|SECRET/.test(name))
  expect(ours.map(([, value]) => value).every((value) => /^\$\{\w+:-\}$/.test(value))).toBe(true)
})

test('the profile starts a version that is named, for this machine alone, with the realm', () => {
  expect(keycloak.profiles).toEqual(['keycloak'])
  expect(keycloak.image).toMatch(/:\d+\.\d+\.\d+$/)
  expect(keycloak.ports).toEqual(['127.0.0.1:8080:8080'])
  const folder = keycloak.volumes.find((volume) => volume.startsWith('./'))?.split(':')
  expect(folder).toEqual(['./docs/keycloak', '/opt/keycloak/data/import', 'ro'])
  expect(existsSync(join(ROOT, folder?.[0] ?? ''))).toBe(true)
})

test('docs/oidc.md names every setting, and all that the profile asks for', () => {
  const doc = read('docs/oidc.md')
  const settings = [...read('.env.example').matchAll(/^(OIDC_\w+)=/gm)].map(([, name = '']) => name)
  const wanted = [...JSON.stringify(keycloak.environment).matchAll(/\$\{(\w+):-/g)].map(
    ([, name = '']) => name,
  )
  expect([...settings, ...wanted].filter((name) => !doc.includes(name))).toEqual([])
  expect(settings).toHaveLength(6)
})
