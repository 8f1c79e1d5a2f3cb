import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { run } from '../../scripts/run.mjs'

const STORM = fileURLToPath(new URL('../../load-test/storm/run.js', import.meta.url))

test('hundreds lose their connections at once, and an instance dies: all are back, nothing is lost, PostgreSQL is hardly asked', async () => {
  const { code, output } = await run([process.execPath, STORM, '--quick'])
  expect(output).toContain('nobody is missing, nothing is lost')
  expect(code).toBe(0)
}, 600_000)
