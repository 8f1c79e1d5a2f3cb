import { createContext, useContext } from 'react'
import { useStore } from 'zustand/react'
import type { Chat } from './chat'
import type { ChatState, RoomState } from './chat.store'

export const ChatContext = createContext<Chat | null>(null)

export function useChat(): Chat {
  const chat = useContext(ChatContext)
  if (!chat) throw new Error('no chat around this component')
  return chat
}

export function useChatState<T>(select: (state: ChatState) => T): T {
  return useStore(useChat().store, select)
}

export function useRoom(roomId: string): RoomState | undefined {
  return useChatState((s) => s.rooms[roomId])
}
