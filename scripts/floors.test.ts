import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

// The first versions without the faults that are known of them.
const FLOORS: [RegExp, string][] = [
  [/^engine\.io$/, '6.6.10'],
  [/^socket\.io-parser$/, '4.2.7'],
  [/^ws$/, '8.21.0'],
  [/^multer$/, '2.3.0'],
  [/^@nestjs\/(common|core|platform-express|platform-socket\.io|websockets)$/, '11.1.18'],
]

type Lock = { packages: Record<string, { version?: string; link?: boolean }> }
const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as Lock

/** Every copy that is installed, also those within other packages. */
const installed = Object.entries(lock.packages).flatMap(([path, { version }]) => {
  const name = path.split('node_modules/').at(-1) ?? ''
  return version === undefined ? [] : [{ path, name, version }]
})

const isBelow = (version: string, floor: string) =>
  version.localeCompare(floor, 'en', { numeric: true }) < 0 || version.startsWith(`${floor}-`)

test.each(FLOORS)('every installed %s is at least %s', (name, floor) => {
  const copies = installed.filter((one) => name.test(one.name))
  expect(copies.filter(({ version }) => isBelow(version, floor))).toEqual([])
  expect(copies.length).toBeGreaterThan(0)
})

test('versions are compared by their numbers', () => {
  expect(['6.6.9', '6.6.10', '6.10.0', '7.0.0', '6.6.10-rc.1'].map((one) => isBelow(one, '6.6.10'))).toEqual([
    true,
    false,
    false,
    false,
    true,
  ])
})
