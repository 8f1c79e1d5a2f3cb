import type { JoinedRoom, Member, MemberRole } from '@papo/contract'
import { asChatError } from '../chat-error'
import { notify } from '../chat/chat.store'
import { useChat } from '../chat/use-chat'
import { useText } from '../preferences'
import type { Subject } from './member.actions'
import { roomApi } from './room.api'

type Given = {
  room: JoinedRoom
  member: Subject
  onChanged?: ((member: Member | null) => void) | undefined
}
export type Acts = ReturnType<typeof useMemberActs>

/** Each act throws ChatError, and says in passing what was done. */
export function useMemberActs({ room, member: { user }, onChanged }: Given) {
  const t = useText()
  const { store } = useChat()
  const name = user.displayName
  const changed = ({ member }: { member: Member }) => onChanged?.(member)
  return {
    async give(role: MemberRole): Promise<void> {
      changed(await roomApi.updateMember(room.id, user.id, { role }))
      notify(store, 'memberActions.roleGiven', { name, role: t(`role.${role}`) })
    },
    async mute(mutedUntil: string | null): Promise<void> {
      changed(await roomApi.updateMember(room.id, user.id, { mutedUntil }))
      notify(store, mutedUntil ? 'memberActions.muted' : 'memberActions.unmuted', { name })
    },
    async remove(): Promise<void> {
      await roomApi.removeMember(room.id, user.id)
      onChanged?.(null)
      notify(store, 'memberActions.removed', { name })
    },
    async ban(): Promise<void> {
      await roomApi.ban(room.id, user.id)
      onChanged?.(null)
      notify(store, 'memberActions.banned', { name })
    },
    /** For what is done without a dialog, which would show its failure. */
    inPassing: (act: Promise<void>): void =>
      void act.catch((error: unknown) => notify(store, `error.${asChatError(error).code}`)),
  }
}
