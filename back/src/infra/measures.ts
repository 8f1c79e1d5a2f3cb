import type { CommandName, ErrorCode } from '@papo/contract'
import { Count } from './count.js'
import { Spread } from './spread.js'

const FAST = { bounds: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] }
const SLOW = { bounds: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300] }

const ALARMS = ['conflict', 'quarantine', 'persist'] as const

/** What this process counts and times as it goes; `docs/operations.md` says what to make of it. */
export const measures = {
  // Of an instance.
  commands: new Count<CommandName, ErrorCode | 'ok'>('papo_commands_total', 'Socket commands answered', [
    'command',
    'outcome',
  ]),
  ack: new Spread<CommandName>('papo_ack_seconds', 'From a command to its ack', {
    ...FAST,
    label: 'command',
  }),
  eventsIn: new Count('papo_events_in_total', 'Room events that came from Redis for rooms with sockets here'),
  eventsOut: new Count('papo_events_out_total', 'Room events given to sockets, one per event and socket'),
  delivery: new Spread(
    'papo_delivery_seconds',
    "From a room event's acceptance to its leaving for sockets",
    FAST,
  ),
  eventsMissed: new Count('papo_events_refetched_total', 'Room events that pub/sub lost and the log had'),
  refused: new Count<ErrorCode>('papo_sockets_refused_total', 'Sockets that were not admitted', ['code']),
  slow: new Count('papo_slow_sockets_total', 'Sockets closed because their clients did not read'),
  limits: new Count('papo_limits_hit_total', 'Refusals because a limit was reached', ['policy']),
  requests: new Count('papo_http_requests_total', 'HTTP calls answered', ['method', 'status']),
  request: new Spread('papo_http_seconds', 'From an HTTP call to the end of its answer', FAST),
  // Of both.
  append: new Spread(
    'papo_append_seconds',
    "One round trip of the script that appends to a room's log",
    FAST,
  ),
  appends: new Count('papo_appends_total', 'What that script answered', ['status']),
  epochs: new Count('papo_epochs_total', 'New epochs of rooms'),
  // Of a worker.
  rows: new Count('papo_persisted_events_total', 'Room events committed to PostgreSQL'),
  persist: new Spread('papo_persist_seconds', 'One transaction that stores room events', SLOW),
  persistLag: new Spread('papo_persist_lag_seconds', "From a room event's acceptance to its commit", SLOW),
  postponed: new Count(
    'papo_persist_postponed_total',
    'Attempts to store that a store which was away postponed',
  ),
  alarms: new Count('papo_alarms_total', 'What a person should look at', ['alarm'], ALARMS),
  jobs: new Count('papo_jobs_total', 'Jobs that ended', ['queue', 'outcome']),
}
