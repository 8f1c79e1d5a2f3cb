// @ts-check
const MANY = '100000000'

/** Settings of Papo without the limits that would stop whoever measures or breaks it. */
export const UNLIMITED = {
  HOST: '127.0.0.1',
  THROTTLE_LIMIT: MANY,
  THROTTLE_BURST: MANY,
  THROTTLE_IP_LIMIT: MANY,
  ROOM_THROTTLE_LIMIT: MANY,
  ROOM_OPS_LIMIT: MANY,
  ROOM_OPS_BURST: MANY,
  AUTH_IP_LIMIT: MANY,
  MAX_SOCKETS_PER_IP: '20000',
}
