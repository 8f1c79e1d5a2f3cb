import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { takeLock } from './lock.mjs'
import { tempDir } from '../temp-dir.js'

test('a second start on the same data is refused with the address of the first', () => {
  const dir = tempDir()
  const unlock = takeLock(dir, 'http://localhost:3000')
  expect(() => takeLock(dir, 'http://localhost:4000')).toThrow(
    `already running here: process ${process.pid}, http://localhost:3000`,
  )
  unlock()
  takeLock(dir, 'http://localhost:4000')()
  expect(existsSync(join(dir, 'lock'))).toBe(false)
})

test('the lock of a process that was killed is taken over', () => {
  const dir = tempDir()
  const { pid } = spawnSync('true')
  writeFileSync(join(dir, 'lock'), JSON.stringify({ processId: pid, startedAt: '1', address: 'x' }))
  expect(() => takeLock(dir, 'http://localhost:3000')).not.toThrow()
})

test('the lock of a killed process whose number another one got is taken over', () => {
  const dir = tempDir()
  writeFileSync(join(dir, 'lock'), JSON.stringify({ processId: process.pid, startedAt: '1', address: 'x' }))
  expect(() => takeLock(dir, 'http://localhost:3000')).not.toThrow()
})
