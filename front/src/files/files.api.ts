import type { Response } from '@papo/contract'
import { callApi } from '../http'

export type RoomFile = Response<'files'>['items'][number]
export type FilesKind = 'media' | 'other'

/** The latest first. @throws ChatError */
export const listFiles = (roomId: string, kind: FilesKind, cursor?: string) =>
  callApi<Response<'files'>>(`/rooms/${roomId}/files`, { query: { kind, cursor, limit: 48 } })
