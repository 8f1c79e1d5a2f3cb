import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  type IdGenerator,
  RandomIdGenerator,
  SamplingDecision,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base'
import type { Piece, Recorder } from './tracing.js'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const SEND_EVERY_MS = 1_000
const END_WITHIN_MS = 2_000
type Ids = { traceId: string; spanId: string }

/** A UUID has as many bits as a trace id; its last half, mostly random, names the span that is the whole. */
function idsOf(clientId: string): Ids {
  const traceId = clientId.replaceAll('-', '').toLowerCase()
  return { traceId, spanId: traceId.slice(16) }
}

/** Gives the ids that are due, else random ones. */
class GivenIds implements IdGenerator {
  private readonly random = new RandomIdGenerator()
  due: Ids | undefined
  readonly generateTraceId = (): string => this.due?.traceId ?? this.random.generateTraceId()
  readonly generateSpanId = (): string => this.due?.spanId ?? this.random.generateSpanId()
}

type Options = { url: string; ratio: number; service: string; instance: string }

/** Sends by OTLP over HTTP what it is told of. What cannot be sent is dropped; nobody waits for it. */
export function recorderTo({ url, ratio, service, instance }: Options): Recorder {
  const ids = new GivenIds()
  const sampler = new TraceIdRatioBasedSampler(ratio)
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: END_WITHIN_MS })
  const provider = new BasicTracerProvider({
    idGenerator: ids,
    resource: resourceFromAttributes({ 'service.name': service, 'service.instance.id': instance }),
    spanProcessors: [new BatchSpanProcessor(exporter, { scheduledDelayMillis: SEND_EVERY_MS })],
  })
  const tracer = provider.getTracer('papo')

  const record = ({ name, clientId, startMs, endMs, attributes, whole = false, failed = false }: Piece) => {
    const of = idsOf(clientId)
    const parent = { ...of, traceFlags: TraceFlags.SAMPLED, isRemote: true }
    ids.due = whole ? of : undefined
    const around = whole ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent)
    const kind = whole ? SpanKind.SERVER : SpanKind.INTERNAL
    const span = tracer.startSpan(name, { kind, attributes, startTime: startMs, root: whole }, around)
    ids.due = undefined
    if (failed) span.setStatus({ code: SpanStatusCode.ERROR })
    span.end(Math.max(startMs, endMs))
  }
  return {
    record,
    wants: (clientId) =>
      UUID.test(clientId) &&
      sampler.shouldSample(ROOT_CONTEXT, idsOf(clientId).traceId).decision ===
        SamplingDecision.RECORD_AND_SAMPLED,
    end: () =>
      Promise.race([
        provider.shutdown(),
        new Promise<void>((done) => setTimeout(done, END_WITHIN_MS).unref()),
      ]),
  }
}
