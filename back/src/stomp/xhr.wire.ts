import type { ServerResponse } from 'node:http'
import { BEAT, closing, GO_AWAY, messages, OPEN } from './sockjs.framing.js'
import type { Wire } from './wire.js'

/** After so much a streaming answer ends, and the client asks for another: browsers keep all of it in memory. */
const STREAM_BYTES = 131_072
/** How long a session waits for its client's next question. */
const ABSENT_MS = 5_000
const PRELUDE = `${'h'.repeat(2_048)}\n`
const TWICE = closing(2_010, 'Another connection still open')

type Ask = { response: ServerResponse; streaming: boolean; sent: number }

/** SockJS by HTTP: what is said goes out with the answers to its client's questions. */
export class XhrWire implements Wire {
  private queue: string[] = [OPEN]
  private queuedBytes = 0
  private ask: Ask | undefined
  private closed = false
  private absentSinceMs = performance.now()

  constructor(
    readonly address: string,
    private readonly onEnd: () => void,
  ) {}

  get waitingBytes(): number {
    return this.queuedBytes + (this.ask?.response.writableLength ?? 0)
  }

  /** A question of the client: answered now, or when there is something to say. */
  answer(response: ServerResponse, streaming: boolean): void {
    response.writeHead(200, { 'Content-Type': 'application/javascript; charset=UTF-8' })
    if (streaming) response.write(PRELUDE)
    if (this.ask || this.closed) return void response.end(`${this.ask ? TWICE : GO_AWAY}\n`)
    const ask = { response, streaming, sent: 0 }
    this.ask = ask
    response.once('close', () => this.lost(ask))
    this.flush()
  }

  send(text: string): void {
    this.push(messages([text]))
  }

  /** Also what proxies see of a client that is silent. */
  ping(): boolean {
    if (!this.ask && performance.now() - this.absentSinceMs > ABSENT_MS) return false
    if (this.ask) this.push(BEAT)
    return true
  }

  close(): void {
    if (this.closed) return
    this.push(GO_AWAY)
    this.finish()
  }

  terminate(): void {
    this.ask?.response.destroy()
    this.finish()
  }

  private finish(): void {
    this.closed = true
    this.ask?.response.end()
    this.onEnd()
  }

  private push(frame: string): void {
    if (this.closed) return
    this.queue.push(frame)
    this.queuedBytes += frame.length
    this.flush()
  }

  private flush(): void {
    const { ask, queue } = this
    if (!ask || queue.length === 0) return
    const text = queue.map((frame) => `${frame}\n`).join('')
    this.queue = []
    this.queuedBytes = 0
    ask.sent += text.length
    ask.response.write(text)
    if (ask.streaming && ask.sent < STREAM_BYTES) return
    this.ask = undefined
    this.absentSinceMs = performance.now()
    ask.response.end()
  }

  /** The client broke off: whether what was written reached it, nobody knows, so the session is over. */
  private lost(ask: Ask): void {
    if (this.ask !== ask) return
    this.ask = undefined
    this.absentSinceMs = performance.now()
    if (!ask.response.writableFinished) this.finish()
  }
}
