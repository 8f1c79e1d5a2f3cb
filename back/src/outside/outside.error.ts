/** Why nothing came of a request to the outside. None of it is told to clients. */
export type OutsideReason =
  'url' | 'address' | 'network' | 'deadline' | 'redirects' | 'type' | 'encoding' | 'size'

export class OutsideError extends Error {
  constructor(
    readonly reason: OutsideReason,
    options?: ErrorOptions,
  ) {
    super(`outside: ${reason}`, options)
  }
}
