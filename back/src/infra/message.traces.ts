import type { RoomEvent } from '@papo/contract'
import { type Recorder, sinceEpoch } from './tracing.js'

/** Sampled clientIds whose append found them in the log already, until their ack: this attempt is not the whole. */
const repeated = new Set<string>()
const REPEATED_MAX = 1_000

type Named = { command?: string; clientId?: string; roomId?: string; seq?: number; userId?: string }

/** From a command to its ack. */
export function traceCommand(recorder: Recorder, named: Named, { startedMs, outcome }: Timed): void {
  const { command = '', clientId, roomId = '', userId = '' } = named
  if (clientId === undefined || !recorder.wants(clientId)) return
  const first = !repeated.delete(clientId)
  const attributes = { 'papo.room': roomId, 'papo.user': userId, 'papo.outcome': outcome }
  const times = { startMs: sinceEpoch(startedMs), endMs: Date.now() }
  const failed = outcome === 'internal' || outcome === 'unavailable'
  recorder.record({ name: command, clientId, ...times, attributes, whole: first && outcome === 'ok', failed })
}
type Timed = { startedMs: number; outcome: string }

/** One round trip of the script that appends to the room's log. */
export function traceAppend(
  recorder: Recorder,
  { clientId, roomId }: { clientId: string; roomId: string },
  timed: Timed,
): void {
  if (!recorder.wants(clientId)) return
  const { startedMs, outcome } = timed
  if (outcome === 'again') repeated.add(clientId)
  if (repeated.size > REPEATED_MAX) repeated.clear()
  const attributes = { 'db.system.name': 'redis', 'papo.room': roomId, 'papo.status': outcome }
  recorder.record({ name: 'append', clientId, startMs: sinceEpoch(startedMs), endMs: Date.now(), attributes })
}

/** From the log's acceptance, by Redis' clock, to the event's leaving for this instance's sockets. */
export function traceDelivery(recorder: Recorder, events: RoomEvent[], sockets: number): void {
  for (const { clientId, at, roomId, seq } of events) {
    if (clientId === undefined || !recorder.wants(clientId)) continue
    const attributes = { 'papo.room': roomId, 'papo.seq': seq, 'papo.sockets': sockets }
    recorder.record({ name: 'deliver', clientId, startMs: Date.parse(at), endMs: Date.now(), attributes })
  }
}

/** The transaction that stored the events, in the trace of each. */
export function tracePersist(recorder: Recorder, events: RoomEvent[], startedMs: number): void {
  for (const { clientId, roomId, seq } of events) {
    if (clientId === undefined || !recorder.wants(clientId)) continue
    const attributes = { 'db.system.name': 'postgresql', 'papo.room': roomId, 'papo.seq': seq }
    recorder.record({
      name: 'persist',
      clientId,
      startMs: sinceEpoch(startedMs),
      endMs: Date.now(),
      attributes,
    })
  }
}
