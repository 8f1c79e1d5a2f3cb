import type { Provider } from '@nestjs/common'
import { Admission } from './admission.js'
import { Backplane } from './backplane.js'
import { Broadcast } from './broadcast.js'
import { CapStore } from './cap.store.js'
import { Caps } from './caps.js'
import { CommandHandlers } from './command.handlers.js'
import { Connections } from './connections.js'
import { ControlListener } from './control.listener.js'
import { Feeds } from './feeds.js'
import { Greeting } from './greeting.js'
import { Leaving } from './leaving.js'
import { Listeners } from './listeners.js'
import { Members } from './members.js'
import { OwnStore } from './own.store.js'
import { RealtimeGateway } from './realtime.gateway.js'
import { SlowSockets } from './slow.sockets.js'
import { SocketSessions } from './socket.sessions.js'
import { SocketStore } from './socket.store.js'
import { Typing } from './typing.js'

export const realtimeProviders: Provider[] = [
  ...[
    Connections,
    Leaving,
    Listeners,
    CapStore,
    Caps,
    SocketStore,
    OwnStore,
    Greeting,
    Broadcast,
    Members,
    SocketSessions,
    SlowSockets,
  ],
  ...[Feeds, Backplane, ControlListener, Typing, CommandHandlers, Admission, RealtimeGateway],
]
