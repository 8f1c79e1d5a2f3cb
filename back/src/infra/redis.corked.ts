import { Redis } from 'ioredis'

type Send = Parameters<Redis['sendCommand']>

/**
 * A connection whose commands of one turn of the loop leave together, by one system call. Unlike with ioredis's
 * pipelines none waits for the answers to earlier ones.
 */
export class CorkedRedis extends Redis {
  private corked = false

  override sendCommand(...[command, to]: Send): ReturnType<Redis['sendCommand']> {
    const { stream } = this
    if (this.status === 'ready' && !this.corked) {
      this.corked = true
      stream.cork()
      setImmediate(() => {
        this.corked = false
        stream.uncork()
      })
    }
    return super.sendCommand(command, to)
  }
}
