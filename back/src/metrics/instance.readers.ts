import { Injectable } from '@nestjs/common'
import { Connections } from '../realtime/connections.js'
import { Feeds } from '../realtime/feeds.js'
import { MetricsServer } from './metrics.server.js'

/** What an instance says besides. */
@Injectable()
export class InstanceReaders {
  constructor(server: MetricsServer, connections: Connections, feeds: Feeds) {
    server.add(
      {
        name: 'papo_connections',
        help: 'Sockets of this instance',
        read: () => [...connections.all()].length,
      },
      {
        ...{ name: 'papo_users_connected', help: 'People with a socket on this instance' },
        read: () => connections.userIds().length,
      },
      {
        ...{ name: 'papo_rooms_hosted', help: 'Rooms with sockets on this instance' },
        read: () => feeds.standing().rooms,
      },
      {
        ...{
          name: 'papo_unpersisted_events',
          help: 'Events of those rooms that PostgreSQL does not have yet',
        },
        read: () => feeds.standing().unpersisted,
      },
    )
  }
}
