import { expect, onTestFinished, test, vi } from 'vitest'
import { isRunning, launch, stopChild, waitForLine } from '../child.mjs'
import { createSupervisor, type Service } from './supervisor.mjs'

const STAY = 'console.log("ready"); setInterval(() => 0, 1000);'

function service(name: string, code: string, onEvent: (event: string) => void): Service {
  return {
    name,
    async start(stopping) {
      const child = launch([process.execPath, '-e', code])
      onEvent(`start ${name} ${child.pid ?? ''}`)
      await waitForLine(child, /ready/, stopping).catch(async (error: unknown) => {
        await stopChild(child)
        throw error
      })
      const stop = async () => {
        await stopChild(child)
        onEvent(`stop ${name}`)
      }
      return { child, stop }
    },
  }
}

function supervise() {
  const said: string[] = []
  const events: string[] = []
  const supervisor = createSupervisor((line) => said.push(line))
  onTestFinished(() => supervisor.stop())
  const add = (name: string, code = STAY) => service(name, code, (event) => events.push(event))
  const processIds = () => events.flatMap((event) => /^start \S+ (\d+)$/.exec(event)?.[1] ?? []).map(Number)
  return { supervisor, add, said, events, processIds }
}

test('a service that dies is named and started again', async () => {
  const { supervisor, add, said, processIds } = supervise()
  await supervisor.start([add('worker')])
  process.kill(processIds()[0] ?? 0, 'SIGKILL')
  await vi.waitFor(() => expect(processIds()).toHaveLength(2), { timeout: 10_000 })
  expect(said).toEqual(['worker ended unexpectedly (SIGKILL); starting it again'])
})

test('services stop in the opposite order of their start', async () => {
  const { supervisor, add, events } = supervise()
  await supervisor.start([add('database')])
  await supervisor.start([add('back')])
  await supervisor.stop()
  expect(events.filter((event) => event.startsWith('stop'))).toEqual(['stop back', 'stop database'])
})

test('a first start that fails is reported and leaves nothing', async () => {
  const { supervisor, add, said } = supervise()
  await expect(supervisor.start([add('back', 'console.log("no secret"); process.exit(1)')])).rejects.toThrow(
    /it ended before it was ready:\nno secret/,
  )
  expect(said).toEqual([])
})

test('a stop does not wait for a start that hangs', async () => {
  const { supervisor, add, processIds } = supervise()
  const starting = supervisor.start([add('back', 'setInterval(() => 0, 1000)')])
  await Promise.all([expect(starting).rejects.toThrow(/it was not ready in time/), supervisor.stop()])
  expect(() => process.kill(processIds()[0] ?? 0, 0)).toThrow(/ESRCH/)
})

test('nothing starts after a stop', async () => {
  const { supervisor, add, events } = supervise()
  await supervisor.stop()
  await expect(supervisor.start([add('back')])).rejects.toThrow('stopped before it was up')
  expect(events).toEqual([])
})

test('a child that ignores the signal is killed after the bound', async () => {
  const child = launch([process.execPath, '-e', `process.on('SIGTERM', () => 0); ${STAY}`])
  await waitForLine(child, /ready/, AbortSignal.timeout(10_000))
  expect(await stopChild(child, { timeoutMs: 100 })).toBe(false)
  expect(isRunning(child)).toBe(false)
})

test('children end with a parent that was killed', async () => {
  const url = new URL('../child.mjs', import.meta.url).href
  const parent = launch([
    process.execPath,
    '--input-type=module',
    '-e',
    `import { launch } from '${url}'
     const child = launch([process.execPath, '-e', 'console.log("ready"); setInterval(() => 0, 1000)'])
     child.stdout.once('data', () => console.log('child', child.pid))`,
  ])
  let output = ''
  parent.stdout?.on('data', (data: Buffer) => (output += data.toString()))
  await waitForLine(parent, /child \d+/, AbortSignal.timeout(10_000))
  const processId = Number(/child (\d+)/.exec(output)?.[1])
  await stopChild(parent, { signal: 'SIGKILL' })
  await vi.waitFor(() => expect(() => process.kill(processId, 0)).toThrow(/ESRCH/), { timeout: 10_000 })
})
