import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Compose } from '../../scripts/rolling/compose.mjs'
import { COMPOSE_FAULTS, ComposeCluster } from './faults.compose.js'
import type { Scene } from './faults.js'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chaos-compose-'))
  await writeFile(join(folder, 'docker'), `#!/bin/sh\necho "$@" >>${folder}/said\n`, { mode: 0o755 })
  vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

/** What Docker was told, with a project of two instances. */
async function whatIsDone(act: (cluster: ComposeCluster) => Promise<unknown>) {
  const healthy = vi.fn()
  const running = (service: string) =>
    Promise.resolve(service === 'back' ? [{ id: 'one' }, { id: 'two' }] : [])
  const compose = { running, healthy } as Partial<Record<keyof Compose, unknown>> as Compose
  await act(new ComposeCluster('http://localhost', compose))
  const said = await readFile(join(folder, 'said'), 'utf8').catch(() => '')
  return { said: said.split('\n').filter(Boolean), waitedFor: healthy.mock.calls.flat() }
}

const happen = (name: string, lab: unknown) =>
  COMPOSE_FAULTS.find((fault) => fault.name === name)?.happen({ lab, random: () => 0 } as unknown as Scene)

it('kills one container of the project, starts it again and waits until it is healthy', async () => {
  const { said, waitedFor } = await whatIsDone(async (cluster) => happen('compose-back-killed', cluster))
  expect(said).toEqual(['kill one', 'start one'])
  expect(waitedFor).toEqual(['back', { id: 'one' }])
})

it('starts again what it has ended when it is stopped in the middle', async () => {
  const { said } = await whatIsDone(async (cluster) => {
    await cluster.end('back', 'stop', () => 0.9)
    await cluster.stop()
  })
  expect(said).toEqual(['stop two', 'start two'])
})

it('touches nothing where the project has no such service, or no project is named', async () => {
  const { said } = await whatIsDone(async (cluster) => {
    await expect(happen('compose-redis-killed', cluster)).rejects.toThrow('no redis runs in this project')
    await expect(happen('compose-back-killed', {})).rejects.toThrow('--compose')
  })
  expect(said).toEqual([])
})
