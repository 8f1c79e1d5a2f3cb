import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ConfigError, ENVIRONMENT_NAMES, readConfig } from './config.js'

const stores = { DATABASE_URL: 'postgresql://localhost/papo', REDIS_URL: 'redis://localhost' }
const secret = 'a secret of at least thirty-two characters'

function problemsOf(variables: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(variables)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

test('.env.example names every setting, and nothing else', () => {
  const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8')
  const named = [...example.matchAll(/^(?:# ?)?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name ?? '')
  const ofTheWebApp = named.filter((name) => !name.startsWith('VITE_'))
  expect(ofTheWebApp.toSorted()).toEqual(ENVIRONMENT_NAMES.toSorted())
})

test('the stores are all that must be set', () => {
  expect(readConfig(stores)).toMatchObject({
    PORT: 3000,
    THROTTLE_LIMIT: 30,
    JWT_EXPIRES_IN: 900,
    secure: false,
  })
})

test('an empty variable counts as absent', () => {
  expect(readConfig({ ...stores, PORT: '', S3_BUCKET: '' })).toMatchObject({ PORT: 3000 })
})

test('all problems are named at once', () => {
  const problems = problemsOf({ PORT: 'many', DATABASE_URL: 'mysql://x', THROTTLE_LIMIT: '0' })
  expect(problems.map((p) => p.split(':')[0])).toEqual([
    'PORT',
    'DATABASE_URL',
    'THROTTLE_LIMIT',
    'REDIS_URL',
  ])
})

test('Redis is one server, a cluster or behind Sentinels', () => {
  const { DATABASE_URL } = stores
  const read = (more: NodeJS.ProcessEnv) => readConfig({ DATABASE_URL, ...more })
  const nodes = 'redis-1:6379, [fd00::2]:7000'
  expect(read({ REDIS_CLUSTER_NODES: nodes }).REDIS_CLUSTER_NODES).toEqual([
    { host: 'redis-1', port: 6379 },
    { host: 'fd00::2', port: 7000 },
  ])
  expect(read({ REDIS_SENTINELS: nodes }).REDIS_SENTINEL_NAME).toBe('mymaster')
  expect(() => read({ REDIS_SENTINELS: nodes, REDIS_CLUSTER_NODES: nodes })).toThrow('choose one')
  expect(() => read({ REDIS_CLUSTER_NODES: 'redis-1' })).toThrow('redis-1:6379')
})

test('a bucket needs its keys, and a region or an address', () => {
  const problemsWith = (more: NodeJS.ProcessEnv) =>
    problemsOf({ ...stores, S3_BUCKET: 'files', ...more }).map((p) => p.split(':')[0])
  const keys = { S3_ACCESS_KEY: 'a', S3_SECRET_KEY: 'b' }
  expect(problemsWith({})).toEqual(['S3_ACCESS_KEY', 'S3_SECRET_KEY', 'S3_REGION'])
  expect(problemsWith({ ...keys, S3_ENDPOINT: 'http://minio:9000' })).toEqual([])
  expect(problemsWith({ ...keys, S3_REGION: 'eu-central-1' })).toEqual([])
})

test('e-mail needs a server, a sender, and an address for its links', () => {
  const problemsWith = (more: NodeJS.ProcessEnv) =>
    problemsOf({ ...stores, ...more }).map((p) => p.split(':')[0])
  const mail = { SMTP_URL: 'smtp://localhost', MAIL_FROM: 'papo@example.org' }
  expect(problemsWith({ SMTP_URL: mail.SMTP_URL })).toEqual(['SMTP_URL', 'FRONTEND_URL'])
  expect(problemsWith(mail)).toEqual(['FRONTEND_URL'])
  expect(problemsWith({ ...mail, FRONTEND_URL: 'https://chat.example.org' })).toEqual([])
})

test('production needs a secret, and not the one that everybody knows', () => {
  const production = { ...stores, NODE_ENV: 'production' }
  expect(problemsOf(production)[0]).toMatch(/^JWT_SECRET/)
  expect(problemsOf({ ...production, JWT_SECRET: readConfig(stores).JWT_SECRET })[0]).toMatch(/^JWT_SECRET/)
  expect(problemsOf({ ...production, JWT_SECRET: secret })).toEqual([])
})

test('the secret may lie in a file', () => {
  const dir = mkdtempSync(join(tmpdir(), 'papo-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const file = join(dir, 'secret')
  writeFileSync(file, `${secret}\n`)
  expect(readConfig({ ...stores, JWT_SECRET_FILE: file }).JWT_SECRET).toBe(secret)
  writeFileSync(file, 'short')
  expect(problemsOf({ ...stores, JWT_SECRET_FILE: file })[0]).toMatch(/^JWT_SECRET_FILE/)
})

test.each(['https://a.example/', 'a.example', 'https://a.example/chat', 'null', '*'])(
  'FRONTEND_URL refuses %s, which is no origin',
  (origin) => {
    expect(problemsOf({ ...stores, FRONTEND_URL: `https://b.example, ${origin}` })[0]).toMatch(
      /^FRONTEND_URL/,
    )
  },
)

test('an allowed origin over https makes cookies secure', () => {
  const config = readConfig({ ...stores, FRONTEND_URL: 'http://lan.example, https://a.example' })
  expect(config).toMatchObject({ FRONTEND_URL: ['http://lan.example', 'https://a.example'], secure: true })
})

test('cookies for other sites need https', () => {
  expect(problemsOf({ ...stores, COOKIE_SAMESITE: 'none' })[0]).toMatch(/^COOKIE_SAMESITE/)
  const secure = { ...stores, COOKIE_SAMESITE: 'none', FRONTEND_URL: 'https://a.example' }
  expect(problemsOf(secure)).toEqual([])
})

test('nothing inside may be called the outside in production', () => {
  const open = { ...stores, OUTSIDE_ALLOW: '127.0.0.1:8080' }
  expect(readConfig(open).OUTSIDE_ALLOW).toEqual(['127.0.0.1:8080'])
  const production = { ...open, NODE_ENV: 'production', JWT_SECRET: secret }
  expect(problemsOf(production)).toEqual([expect.stringMatching(/^OUTSIDE_ALLOW/)])
})

test('TRUST_PROXY takes addresses, ranges and names of ranges', () => {
  expect(problemsOf({ ...stores, TRUST_PROXY: 'loopback, 10.0.0.0/8, fd00::1' })).toEqual([])
  expect(problemsOf({ ...stores, TRUST_PROXY: 'proxy.example.org' })[0]).toMatch(/^TRUST_PROXY/)
})

test.each([
  ['15m', 900],
  ['90s', 90],
  ['2h', 7_200],
  ['1d', 86_400],
])('JWT_EXPIRES_IN reads %s as %i seconds', (text, seconds) => {
  expect(readConfig({ ...stores, JWT_EXPIRES_IN: text }).JWT_EXPIRES_IN).toBe(seconds)
})

test('no file may be larger than what a bucket copies', () => {
  expect(problemsOf({ ...stores, UPLOAD_MAX_BYTES: '5368709120' })).toEqual([])
  expect(problemsOf({ ...stores, UPLOAD_MAX_BYTES: '5368709121' })[0]).toMatch(/^UPLOAD_MAX_BYTES/)
})
