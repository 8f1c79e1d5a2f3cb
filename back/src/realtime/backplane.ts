import { Inject, Injectable } from '@nestjs/common'
import type { RoomEvent } from '@papo/contract'
import { measures } from '../infra/measures.js'
import { Redis } from '../infra/redis.js'
import { LOGGER, type Logger } from '../logger.js'
import { roomOfBackplane } from './channels.js'
import { Feeds } from './feeds.js'

type OnMessage = (pattern: Buffer, name: Buffer, message: Buffer) => void
/** How append.lua and the adapter frame a broadcast: `[sender, packet, options]`. */
type Frame = [sender: string, packet: { data: [event: string, payload: unknown] }, options: unknown]
/** The sender that append.lua names. */
const LOG = '["log",'

/** Redis's pub/sub as the Socket.IO adapter sees it, with the rooms' events led through their feeds. */
@Injectable()
export class Backplane {
  /** JSON instead of msgpack, so that a Lua script can publish. */
  readonly parser = {
    encode: (frame: unknown): string => JSON.stringify(frame),
    decode: (message: Buffer | string): unknown => JSON.parse(message.toString()),
  }
  readonly publisher
  readonly subscriber

  constructor(
    redis: Redis,
    private readonly feeds: Feeds,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const publishing = redis.failFast('publish')
    // The adapter does not wait for its publications: a rejection would end the process while Redis is away.
    const publish = (name: string, message: string | Buffer) =>
      publishing
        .publish(name, message)
        .catch((error: Error) => this.logger.warn({ reason: error.message }, 'not broadcast'))
    const on = publishing.on.bind(publishing)
    this.publisher = {
      publish,
      on,
      off: publishing.off.bind(publishing),
      listenerCount: publishing.listenerCount.bind(publishing),
    }

    const subscribing = redis.subscriber('subscribe')
    const tapped = (event: string, listener: OnMessage) =>
      subscribing.on(event, event === 'pmessageBuffer' ? this.tap(listener) : listener)
    this.subscriber = {
      on: tapped,
      off: subscribing.off.bind(subscribing),
      listenerCount: subscribing.listenerCount.bind(subscribing),
      subscribe: subscribing.subscribe.bind(subscribing),
      psubscribe: subscribing.psubscribe.bind(subscribing),
      unsubscribe: subscribing.unsubscribe.bind(subscribing),
      punsubscribe: subscribing.punsubscribe.bind(subscribing),
    }
  }

  /** Room events go to their feed, which delivers in order; everything else stays the adapter's. */
  private tap(adapterListener: OnMessage): OnMessage {
    return (pattern, name, message) => {
      const roomId = roomOfBackplane(name.toString())
      if (roomId === undefined || message.toString('latin1', 0, LOG.length) !== LOG)
        return adapterListener(pattern, name, message)
      if (!this.feeds.hosts(roomId)) return
      const [, packet] = this.parser.decode(message) as Frame
      const events = packet.data[1] as RoomEvent[]
      measures.eventsIn.rise(events.length)
      for (const event of events) this.feeds.receive(roomId, event)
    }
  }
}
