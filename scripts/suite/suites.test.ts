import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../run.mjs'
import { endLeftovers } from './leftovers.mjs'
import { countLine, countResults } from './suites.mjs'
import { tempDir } from '../temp-dir.js'

const file = (status: string, ...tests: string[]) => ({
  status,
  name: join(ROOT, 'some.test.ts'),
  message: 'it broke\n  somewhere',
  assertionResults: tests.map((one) => ({
    status: one,
    fullName: `it ${one}`,
    failureMessages: [
      `why\n  waiting for it\n  at library.js:1\n  at ${join(ROOT, 'some.test.ts')}:7\n  at elsewhere:2`,
    ],
  })),
})
const report = (passed: number, failed: number, ...testResults: ReturnType<typeof file>[]) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  testResults,
})

test('passed and failed tests are counted, and the failed ones say what, why and where', () => {
  expect(countResults(report(1, 1, file('failed', 'passed', 'failed')), 1)).toEqual({
    passed: 1,
    failed: 1,
    failures: [
      `some.test.ts: it failed\n    why\n    waiting for it\n    at ${join(ROOT, 'some.test.ts')}:7`,
    ],
  })
  expect(countResults(report(2, 0, file('passed', 'passed', 'passed')), 0)).toMatchObject({
    passed: 2,
    failed: 0,
  })
})

test('a file that crashed is a failure, whether its tests ran or not', () => {
  const failures = ['some.test.ts: it broke']
  expect(countResults(report(0, 0, file('failed')), 1)).toEqual({ passed: 0, failed: 1, failures })
  expect(countResults(report(1, 0, file('failed', 'passed')), 1)).toEqual({ passed: 1, failed: 1, failures })
})

test('a run that ended badly is a failure, although every test passed', () => {
  expect(countResults(report(1, 0, file('passed', 'passed')), 1)).toMatchObject({ passed: 1, failed: 1 })
  expect(countResults(undefined, 0)).toEqual({ passed: 0, failed: 1 })
})

test('a program of its own tells its counts in its last line, and cannot hide a bad end', () => {
  expect(countLine('12 passed, 0 failed', 0)).toEqual({ passed: 12, failed: 0 })
  expect(countLine('12 passed, 2 failed', 1)).toEqual({ passed: 12, failed: 2 })
  expect(countLine('12 passed, 0 failed', 1)).toEqual({ passed: 12, failed: 1 })
  expect(countLine('Error: boom', 0)).toEqual({ passed: 0, failed: 1 })
})

test('a process that a run leaves behind is found, named and ended', { timeout: 30_000 }, async () => {
  const dir = tempDir()
  const env = { ...process.env, TMPDIR: dir }
  const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { env, stdio: 'ignore' })
  const ended = once(child, 'exit')
  expect(await endLeftovers(dir, 500)).toEqual([expect.stringContaining('setInterval')])
  expect(await ended).toEqual([null, 'SIGKILL'])
  expect(await endLeftovers(dir, 500)).toEqual([])
})
