import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { PapoProcess } from '../papo.process.js'
import { until } from '../until.js'

/** For the environment of a process whose heap is to be looked at: its inspector opens when it is asked to, on a free port. */
export const INSPECTABLE = { NODE_OPTIONS: '--inspect-port=127.0.0.1:0' }
const INSPECTOR = /^(Debugger (listening|attached|ending)|For help, see|Starting inspector)/

const LIVE = '((memory) => memory.heapUsed + memory.external)(process.memoryUsage())'

export const isOfInspector = ({ msg }: { msg: string }) => INSPECTOR.test(msg)

/** Bytes that live in the process's heap, and outside of it for it, once what is garbage has gone. */
export class Heap {
  private id = 0

  private constructor(private readonly inspector: WebSocket) {}

  static async of(process: PapoProcess): Promise<Heap> {
    process.child.kill('SIGUSR1')
    const url = await until(
      () => process.lines.map(({ msg }) => /^Debugger listening on (\S+)/.exec(msg)?.[1]).find(Boolean),
      { what: 'the inspector listens' },
    )
    const inspector = new WebSocket(url)
    await once(inspector, 'open')
    return new Heap(inspector)
  }

  async liveBytes(): Promise<number> {
    // Twice: what a finalizer lets go of is garbage only after the first time.
    for (let i = 0; i < 2; i++) await this.ask('HeapProfiler.collectGarbage')
    const { result } = await this.ask('Runtime.evaluate', { expression: LIVE })
    return Number((result as { value: number }).value)
  }

  close(): void {
    this.inspector.close()
  }

  private async ask(method: string, params: object = {}): Promise<Record<string, unknown>> {
    const id = ++this.id
    this.inspector.send(JSON.stringify({ id, method, params }))
    for (;;) {
      const [data] = (await once(this.inspector, 'message')) as [Buffer]
      const said = JSON.parse(data.toString()) as { id?: number; result?: Record<string, unknown> }
      if (said.id === id) return said.result ?? {}
    }
  }
}
