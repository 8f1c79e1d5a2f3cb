import type { Provider } from '@nestjs/common'
import { Desk } from './desk.js'
import { SockJsHttp } from './sockjs.http.js'
import { StompDoor } from './stomp.door.js'

export const stompProviders: Provider[] = [Desk, StompDoor, SockJsHttp]
