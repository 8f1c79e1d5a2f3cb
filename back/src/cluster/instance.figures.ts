import { Injectable } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import { FLOW } from '@papo/contract'
import type { AddressInfo, Server } from 'node:net'
import { networkInterfaces } from 'node:os'
import { measures } from '../infra/measures.js'
import { Connections } from '../realtime/connections.js'
import { Feeds } from '../realtime/feeds.js'
import { Flow, Rates } from './history.js'
import { OwnFigures, type OwnSays } from './own.figures.js'

const totals = () => {
  const appended = measures.appends.get().values.find(({ labels }) => labels['status'] === 'ok')
  return { in: appended?.value ?? 0, out: measures.eventsOut.get().values[0]?.value ?? 0 }
}

@Injectable()
export class InstanceFigures extends OwnFigures {
  override readonly role = 'instance'
  private readonly rates = new Rates(totals(), performance.now())
  private readonly flow = new Flow(FLOW.steps)

  constructor(
    private readonly http: HttpAdapterHost,
    private readonly connections: Connections,
    private readonly feeds: Feeds,
  ) {
    super()
  }

  override take(): OwnSays {
    const { in: incoming, out } = this.rates.take(totals(), performance.now())
    this.flow.add(incoming, out)
    const { rooms, unpersisted } = this.feeds.standing()
    let sockets = 0
    for (const _ of this.connections.all()) sockets++
    const address = this.address()
    return {
      ...(address && { address }),
      ...{ sockets, people: this.connections.userIds().length, rooms, unpersisted },
      flow: this.flow.steps,
    }
  }

  /** Where a balancer reaches it, as far as it can know. */
  private address(): string | undefined {
    const server = this.http.httpAdapter.getHttpServer() as Server
    const bound = server.address() as AddressInfo | null
    if (!bound) return undefined
    const isAny = bound.address === '0.0.0.0' || bound.address === '::'
    return `${isAny ? outerAddress() : bound.address}:${bound.port}`
  }
}

function outerAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((some) => some ?? [])
  return all.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? '127.0.0.1'
}
