import type { Member, Presence, User } from '@papo/contract'
import { useEffect, useState } from 'react'
import { api } from '../api'
import { asChatError } from '../chat-error'
import { ownPresence } from '../chat/own-presence'
import { useChat, useChatState } from '../chat/use-chat'

export type Profile = {
  user: User | undefined
  presence: Presence
  lastSeenAt: string | undefined
  /** There is no such account. */
  gone: boolean
}

/** Someone as they are now: what is known at once, and what the server says. */
export function useProfile(userId: string): Profile {
  const { people } = useChat()
  const user = useChatState((s) => s.people[userId])
  const presence = useChatState((s) =>
    userId === s.self.id ? ownPresence(s) : (s.presence[userId] ?? 'offline'),
  )
  const [lastSeenAt, setLastSeenAt] = useState<string>()
  const [gone, setGone] = useState(false)
  const away = presence === 'offline'
  // Asked again when they go offline, since then they were last seen just now.
  useEffect(() => {
    let current = true
    api.user(userId).then(
      ({ user: found }) => {
        people.learn([found])
        if (current) setLastSeenAt(found.lastSeenAt)
      },
      (error: unknown) => current && setGone(asChatError(error).code === 'not_found'),
    )
    return () => {
      current = false
    }
  }, [userId, people, away])
  return { user, presence, lastSeenAt, gone: gone && !user }
}

/** Their place in the room that is open; null while it is not known, or in a direct room. */
export function useMembership(roomId: string | null, userId: string): Member | null {
  const [member, setMember] = useState<Member | null>(null)
  useEffect(() => {
    if (!roomId) return
    let current = true
    api.member(roomId, userId).then(
      ({ member: found }) => current && setMember(found),
      () => current && setMember(null),
    )
    return () => {
      current = false
    }
  }, [roomId, userId])
  return member
}
