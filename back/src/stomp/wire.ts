/** How one client's text comes and goes: a WebSocket or what SockJS makes of HTTP calls. None of these throws. */
export type Wire = {
  send: (text: string) => void
  /** What waits for a client that does not read. */
  readonly waitingBytes: number
  /** Asks the client's browser whether it is still there. @returns false if it did not answer the last time */
  ping: () => boolean
  /** Lets what was sent leave first. */
  close: () => void
  /** At once. */
  terminate: () => void
}

/** What a wire tells its session. */
export type Receiver = { receive: (chunk: Buffer) => void; gone: () => void }
