import { ChatError, toChatError, toReply } from '../errors.js'
import type { Logger } from '../logger.js'
import { type Frame, FrameError, type Headers, writeFrame } from './frame.js'
import { agree, type Beats, PATIENCE } from './heart.beat.js'
import { type Version, versionOf } from './version.js'
import type { Wire } from './wire.js'

export const JSON_TYPE = { 'content-type': 'application/json' }
export const WAITING_BYTES_MAX = 4 * 1_024 * 1_024
const CONNECT_WITHIN_MS = 10_000

/** What goes out to one client: frames, heart-beats and the end. */
export class StompLine {
  version: Version | undefined
  over = false
  userId: string | undefined
  private beats: Beats = { outMs: 0, inMs: 0 }
  private readonly openedAtMs = performance.now()
  private heardAtMs = this.openedAtMs
  private saidAtMs = this.openedAtMs

  constructor(
    private readonly wire: Wire,
    private readonly logger: Logger,
    private readonly onOver: () => void,
  ) {}

  /** @throws FrameError */
  agree({ headers }: Frame): void {
    if (this.version) throw new FrameError('connected already')
    this.version = versionOf(headers.get('accept-version'))
    this.beats = agree(headers.get('heart-beat'))
  }

  heard(): void {
    this.heardAtMs = performance.now()
  }

  /** To be called every second or so. */
  tick(nowMs: number): void {
    const { outMs, inMs } = this.beats
    const isStrange = this.userId === undefined && nowMs - this.openedAtMs > CONNECT_WITHIN_MS
    const isSilent = inMs > 0 && nowMs - this.heardAtMs > PATIENCE * inMs
    if (isStrange || isSilent) return this.end(() => this.wire.terminate())
    // A second early, so that a beat is not late by the time between two ticks.
    if (outMs > 0 && nowMs - this.saidAtMs >= outMs - 1_000) this.say('\n')
  }

  /** Asks whether the client is still there, for those that agreed on no heart-beats too. */
  ping(): void {
    if (!this.wire.ping()) this.end(() => this.wire.terminate())
  }

  write(command: string, headers: Headers, body = ''): void {
    const plain = this.version === '1.0' || command === 'CONNECTED'
    this.say(writeFrame(command, headers, { body, plain }))
  }

  /** ERROR, after which STOMP ends a connection. */
  fail(error: unknown, headers?: Frame['headers']): void {
    if (this.over) return
    const known = error instanceof FrameError ? new ChatError('invalid_payload', error.message) : error
    const reply = toReply(toChatError(known, this.logger))
    const about = { message: reply.message, 'receipt-id': headers?.get('receipt'), ...JSON_TYPE }
    this.write('ERROR', about, JSON.stringify(reply))
    this.close()
  }

  close(): void {
    this.end(() => this.wire.close())
  }

  /** Nothing is said any more. */
  end(wire?: () => void): void {
    if (this.over) return
    this.over = true
    wire?.()
    this.onOver()
  }

  private say(text: string): void {
    if (this.over) return
    const bytes = this.wire.waitingBytes
    if (bytes > WAITING_BYTES_MAX) {
      this.logger.warn({ userId: this.userId, bytes }, 'slow socket closed')
      return this.end(() => this.wire.terminate())
    }
    this.saidAtMs = performance.now()
    this.wire.send(text)
  }
}
