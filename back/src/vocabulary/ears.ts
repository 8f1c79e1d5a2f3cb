import { Inject, Injectable } from '@nestjs/common'
import { LOGGER, type Logger } from '../logger.js'
import { type Peer, roomOfChannel } from '../realtime/channels.js'
import { type Listener, Listeners } from '../realtime/listeners.js'
import { Names } from './names.js'
import { Teller } from './teller.js'
import type { ToldMessage, ToldStatus } from './told.js'
import { VocabularyStore } from './vocabulary.store.js'

type Mouth = { onMessage?: (told: ToldMessage) => void; onStatus?: (told: ToldStatus) => void }

/** Gives connections ears for rooms, in the words of other systems. */
@Injectable()
export class Ears {
  constructor(
    private readonly listeners: Listeners,
    private readonly names: Names,
    private readonly store: VocabularyStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @returns ends it */
  room(peer: Peer, roomId: string, mouth: Mouth): () => void {
    return this.listen(roomId, this.teller(peer, roomId, mouth))
  }

  /** All direct rooms of the person, those to come too. @returns ends it */
  direct(peer: Peer, onMessage: (told: ToldMessage) => void): () => void {
    const ends = new Map<string, () => void>()
    const open = (roomId: string) => {
      if (ends.has(roomId)) return
      const wanted = this.isDirect(roomId).catch((error: unknown) => {
        this.logger.warn({ roomId, err: error }, 'kind of room not known')
        // Who would be deaf to the room comes back and asks anew.
        peer.disconnect(true)
        return false
      })
      const teller = new Teller({ ...this.about(peer, roomId), onMessage, wanted })
      ends.set(roomId, this.listen(roomId, teller))
      void wanted.then((direct) => {
        if (!direct) ends.get(roomId)?.()
      })
    }
    this.listeners.onArrival(peer.id, open)
    for (const channel of peer.rooms) {
      const roomId = roomOfChannel(channel)
      if (roomId) open(roomId)
    }
    return () => {
      this.listeners.forgetArrivals(peer.id)
      for (const end of ends.values()) end()
    }
  }

  listen(roomId: string, listener: Listener): () => void {
    this.listeners.add(roomId, listener)
    return () => this.listeners.remove(roomId, listener)
  }

  private teller(peer: Peer, roomId: string, mouth: Mouth): Teller {
    return new Teller({ ...this.about(peer, roomId), ...mouth })
  }

  private about(peer: Peer, roomId: string) {
    return { peerId: peer.id, roomId, names: this.names, onOverrun: () => void peer.disconnect(true) }
  }

  /** @throws ChatError `unavailable` */
  isDirect(roomId: string): Promise<boolean> {
    return this.store.isDirect(roomId)
  }
}
