import { type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isRunning, launch, stopChild } from '../../scripts/child.mjs'
import { until } from './until.js'

type Line = { level: string; msg: string; port?: number } & Record<string, unknown>

/** Longer than it gives itself. */
const CLOSES_WITHIN_MS = 20_000

/** A process of Papo under test, and what it logged. */
export class PapoProcess {
  readonly lines: Line[] = []
  private rest = ''

  constructor(
    readonly child: ChildProcess,
    readonly role: 'main' | 'worker',
  ) {
    child.stdout?.on('data', (data: Buffer) => this.read(data))
    child.stderr?.on('data', (data: Buffer) => this.read(data))
  }

  get running(): boolean {
    return isRunning(this.child)
  }

  get port(): number {
    return this.lines.find((line) => line.msg === 'listening')?.port ?? 0
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Errors that it logged: none is expected unless a test says so. */
  get errors(): Line[] {
    return this.lines.filter((line) => line.level === 'error' || line.level === 'fatal')
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (!this.running) return
    const ended = once(this.child, 'exit')
    process.kill(this.pid, signal)
    await ended
  }

  /** Freezes it, as a machine does that swaps or a virtual one that is moved. */
  pause(): void {
    process.kill(this.pid, 'SIGSTOP')
  }

  resume(): void {
    process.kill(this.pid, 'SIGCONT')
  }

  async stop(): Promise<void> {
    await stopChild(this.child, { timeoutMs: CLOSES_WITHIN_MS })
  }

  private get pid(): number {
    const { pid } = this.child
    if (pid === undefined) throw new Error('the process did not start')
    return pid
  }

  private read(data: Buffer): void {
    const parts = (this.rest + data.toString()).split('\n')
    this.rest = parts.pop() ?? ''
    for (const part of parts) {
      const json = part.startsWith('{')
      this.lines.push(json ? (JSON.parse(part) as Line) : { level: 'error', msg: part })
    }
  }
}

/** Starts the built `main.js` or `worker.js` and waits until it says that it is ready. */
export async function startProcess(
  role: 'main' | 'worker',
  env: Record<string, string>,
  dist = fileURLToPath(new URL('../dist', import.meta.url)),
): Promise<PapoProcess> {
  const script = join(dist, `${role}.js`)
  const path = process.env['PATH'] ?? ''
  const papo = new PapoProcess(launch([process.execPath, script], { env: { PATH: path, ...env } }), role)
  const ready = role === 'main' ? 'listening' : 'working'
  await until(
    () => {
      if (!papo.running)
        throw new Error(`${role} ended:\n${papo.lines.map((line) => JSON.stringify(line)).join('\n')}`)
      return papo.lines.some((line) => line.msg === ready)
    },
    { withinMs: 60_000, what: `${role} is ready` },
  )
  return papo
}
