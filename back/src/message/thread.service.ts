import { Injectable } from '@nestjs/common'
import { LIMITS, type Message, type Request, type Response } from '@papo/contract'
import { notFound } from '../errors.js'
import { EpochLog } from '../log/epoch.log.js'
import { merge } from './history.service.js'
import { MessageStore, type Range } from './message.store.js'
import { type Tail, TailStore } from './tail.store.js'
import { ThreadStore } from './thread.store.js'

type Page = Response<'messages'>
type Query = Omit<Request<'listMessages'>, 'thread'>
/** A thread as of the end of the tail; `first` and `last` are the seqs of its outermost replies, 0 without any. */
type Opened = { roomId: string; root: Message; tail: Tail; above: number; first: number; last: number }
type Side = Pick<Page, 'messages' | 'hasBefore' | 'hasAfter'>

/** Pages of what is said under one message. */
@Injectable()
export class ThreadService {
  constructor(
    private readonly epochs: EpochLog,
    private readonly messages: MessageStore,
    private readonly tails: TailStore,
    private readonly threads: ThreadStore,
  ) {}

  /** @throws ChatError `not_found` unless a thread can be under the message */
  async page(roomId: string, rootSeq: number, query: Query): Promise<Page> {
    const head = await this.epochs.head(roomId)
    const tail = await this.tails.of(roomId, head)
    const opened = await this.open(roomId, rootSeq, tail)
    const shown = await this.shown(opened, query)
    return { ...shown, epoch: head.epoch, head: tail.applied, root: opened.root }
  }

  private async open(roomId: string, rootSeq: number, tail: Tail): Promise<Opened> {
    const [stored, threads, { seq: above }] = await Promise.all([
      this.messages.these(roomId, [rootSeq]),
      this.threads.under(roomId, [rootSeq], tail.stored),
      this.messages.horizon(roomId),
    ])
    const known = threads.get(rootSeq)
    const summed = stored.map((message) => (known ? { ...message, thread: known.thread } : message))
    const [root] = merge(summed, tail, { before: rootSeq + 1, after: rootSeq - 1, take: 1 })
    if (!root || root.threadOf !== undefined) throw notFound('message')
    const said = tail.events.filter((e) => e.type === 'message.sent' && e.data.threadOf === rootSeq)
    const first = known?.first ?? said[0]?.seq ?? 0
    return { roomId, root, tail, above, first, last: said.at(-1)?.seq ?? known?.last ?? 0 }
  }

  private async shown(opened: Opened, query: Query): Promise<Side> {
    const { before, after, around, limit = LIMITS.pageDefault } = query
    if (around === undefined) return this.beside(opened, { before, after }, limit)
    const half = Math.ceil(limit / 2)
    const older = await this.beside(opened, { before: around + 1 }, half)
    const newer = await this.beside(opened, { after: around }, limit - half || 1)
    return { ...newer, messages: [...older.messages, ...newer.messages], hasBefore: older.hasBefore }
  }

  private async beside(
    { roomId, root, tail, above, first, last }: Opened,
    bound: { before?: number | undefined; after?: number | undefined },
    limit: number,
  ): Promise<Side> {
    const { before, after } = bound
    const range: Range = {
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      ...{ take: limit + 1, threadOf: root.seq, above },
    }
    const replies = merge(await this.messages.page(roomId, range), tail, range)
    const more = replies.length > limit
    if (after !== undefined)
      return { messages: replies.slice(0, limit), hasBefore: first > 0 && first <= after, hasAfter: more }
    const hasAfter = before !== undefined && last >= before
    return { messages: replies.slice(-limit), hasBefore: more, hasAfter }
  }
}
