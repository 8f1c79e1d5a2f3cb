import { FrameError } from './frame.js'

/** Best first. */
const VERSIONS = ['1.2', '1.1', '1.0'] as const
export type Version = (typeof VERSIONS)[number]

/** The best version that a client accepts; one that names none speaks 1.0. @throws FrameError if there is none */
export function versionOf(accepted = '1.0'): Version {
  const offered = new Set(accepted.split(',').map((one) => one.trim()))
  const version = VERSIONS.find((one) => offered.has(one))
  if (!version) throw new FrameError(`supported versions are ${VERSIONS.join(', ')}`)
  return version
}

/** The WebSocket subprotocol that the server takes of those on offer. */
export const subprotocolOf = (offered: ReadonlySet<string>): string | false =>
  VERSIONS.map((version) => `v${version.replace('.', '')}.stomp`).find((name) => offered.has(name)) ?? false
