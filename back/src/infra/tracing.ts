import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import { CONFIG, type Config } from '../config.js'
import { LOGGER, type Logger } from '../logger.js'

/** A piece of a message's way, told once it is over. Times are ms since 1970. */
export type Piece = {
  name: string
  /** Of the event. */
  clientId: string
  startMs: number
  endMs: number
  attributes: Record<string, string | number | boolean>
  /** All others lie in it: from the command to its ack. A clientId has one. */
  whole?: boolean
  failed?: boolean
}
export type Recorder = {
  wants: (clientId: string) => boolean
  record: (piece: Piece) => void
  end: () => Promise<void>
}

let recorder: Recorder | undefined

/** Undefined unless traces are on: what is asked for on every message. */
export const recording = (): Recorder | undefined => recorder

/** What `performance.now()` said, as ms since 1970. */
export const sinceEpoch = (performanceMs: number) => performance.timeOrigin + performanceMs

/**
 * Traces, if the settings name where to send them; without, the SDK is not even loaded. A message's trace bears its clientId,
 * which every process finds in the event itself: so nothing else has to travel, and all decide alike whether to record it.
 */
@Injectable()
export class Tracing implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: ratio, INSTANCE_ID } = this.config
    if (!endpoint) return
    const { recorderTo } = await import('./otel.recorder.js')
    const service = `papo-${String(this.logger.bindings()['role'])}`
    recorder = recorderTo({
      url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
      ratio,
      service,
      instance: INSTANCE_ID,
    })
    this.logger.info({ ratio }, 'traces are on')
  }

  async onApplicationShutdown(): Promise<void> {
    await recorder?.end()
    recorder = undefined
  }
}
