import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
const namesIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name)

/** Fixed by the image or by the files, or of no use in a container. */
const NOT_PASSED_ON = [
  ...['NODE_ENV', 'HOST', 'PORT', 'INSTANCE_ID', 'WEB_DIR', 'MIGRATIONS_DIR'],
  ...['DATABASE_URL', 'UPLOADS_DIR', 'HEALTH_PORT', 'OUTSIDE_ALLOW'],
]

test.each([
  ['docker-compose.yml', ['DRAIN_MS']],
  ['docker-compose.scaling.yml', []],
])('%s passes every setting on', (file, unused) => {
  const settings = read(file).split(/^services:/m)[0] ?? ''
  const passed = namesIn(settings, /^ {2}([A-Z][A-Z0-9_]+):/gm)
  const known = namesIn(read('.env.example'), /^([A-Z][A-Z0-9_]+)=/gm)
  expect([...passed, ...NOT_PASSED_ON, ...unused].sort()).toEqual(known.sort())
})

test('docker-compose.scaling.yml passes on what HAProxy may be told', () => {
  const [, haproxy = ''] =
    /^ {2}haproxy:\n([\s\S]*?)^ {2}back:/m.exec(read('docker-compose.scaling.yml')) ?? []
  const ofItsPlace = ['BIND', 'BACK_HOST', 'ADMIN_SOCKET', 'STATS_BIND']
  const known = new Set(namesIn(read('haproxy/haproxy.cfg'), /^ .*\$\{([A-Z][A-Z0-9_]*)-/gm))
  expect([...namesIn(haproxy, /^ {6}([A-Z][A-Z0-9_]+):/gm), ...ofItsPlace].sort()).toEqual([...known].sort())
})

test('both files describe the same stores, network and volumes', () => {
  const storesOf = (file: string) => read(file).replace(/^[\s\S]*?\n {2}secrets:\n/, '')
  expect(storesOf('docker-compose.scaling.yml')).toBe(storesOf('docker-compose.yml'))
})
