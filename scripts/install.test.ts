import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isInstalled } from './install.mjs'
import { tempDir } from './temp-dir.js'

const WANTED = {
  '': { name: 'papo' },
  back: { version: '0.1.0' },
  'node_modules/@papo/back': { resolved: 'back', link: true },
  'node_modules/zod': { version: '4.6.7' },
  'node_modules/only-on-a-mac': { version: '1.0.0', optional: true },
}

function project(present?: Record<string, unknown>) {
  const root = tempDir()
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: WANTED }))
  mkdirSync(join(root, 'node_modules'))
  if (present)
    writeFileSync(join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: present }))
  return root
}

test('packages as the lock wants them are not installed again', () => {
  expect(isInstalled(project({ 'node_modules/zod': { version: '4.6.7' } }))).toBe(true)
})

test('a missing, other or half-installed package asks for an install', () => {
  expect(isInstalled(project())).toBe(false)
  expect(isInstalled(project({}))).toBe(false)
  expect(isInstalled(project({ 'node_modules/zod': { version: '4.6.6' } }))).toBe(false)
})
