// @ts-check

/**
 * @typedef {{ name: string, flags: string[], live?: boolean }} Search `flags` are names for -D of docs/model/papo.pml
 */

const two = ['MESSAGES=2']
const one = ['MESSAGES=1']
const tailLoss = [...one, 'EVERYSEC']

/** @type {Search[]} what has to hold, in whole */
export const RIGHT = [
  { name: 'always, two messages, one fault', flags: [...two, 'FAULTS=1'] },
  { name: 'always, one message, two faults', flags: [...one, 'FAULTS=2'] },
  { name: 'everysec, one message, two faults', flags: [...tailLoss, 'FAULTS=2'] },
  { name: 'always, stored at last', flags: [...one, 'FAULTS=2'], live: true },
  { name: 'everysec, stored at last', flags: [...tailLoss, 'FAULTS=1'], live: true },
]

/** @type {Search[]} each takes one precaution away, and has to fail */
export const BROKEN = [
  broken('TRIM_BEFORE_COMMIT', one, 1),
  broken('PERSISTED_BEFORE_COMMIT', one, 1),
  broken('PUBLISH_BEFORE_APPEND', two, 0),
  broken('PUBLISH_AFTER_APPEND', two, 0),
  broken('EPOCH_NOT_RAISED', [...two, 'EVERYSEC'], 1),
  broken('NO_EPOCH_FENCE', tailLoss, 2),
  broken('NO_SHARE_LOCK', tailLoss, 2),
  broken('ONE_GAP', tailLoss, 2),
  broken('NO_DEDUPE', one, 1),
  broken('NO_LOOKUP', tailLoss, 2),
  broken('CHECK_OUTLIVES_EPOCH', tailLoss, 3),
  broken('LATE_RUN_ID', tailLoss, 3),
  broken('MARK_LATER', one, 1),
  broken('CLEAR_ALWAYS', two, 0),
  broken('NO_SWEEPER', one, 1),
  broken('DROP_ON_ACK', tailLoss, 1),
  broken('NO_RESEND', tailLoss, 1),
  broken('REOFFER_BY_EPOCH_ALONE', tailLoss, 2),
]

/**
 * @param {string} name
 * @param {string[]} flags
 * @param {number} faults
 * @returns {Search}
 */
function broken(name, flags, faults) {
  return { name, flags: [name, ...flags, `FAULTS=${faults}`] }
}
