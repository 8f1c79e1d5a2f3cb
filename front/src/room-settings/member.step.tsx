import type { JoinedRoom, MemberRole } from '@papo/contract'
import { asChatError } from '../chat-error'
import { notify } from '../chat/chat.store'
import { roomName } from '../chat/names'
import { useChat } from '../chat/use-chat'
import { useText } from '../preferences'
import { Confirm } from '../ui/confirm'
import type { Subject } from './member.actions'
import type { Acts } from './member.acts'
import { MuteDialog } from './mute.dialog'

export type Step =
  | { name: 'mute' }
  | { name: 'remove' }
  | { name: 'ban' }
  | { name: 'owner' }
  | { name: 'stepDown'; role: MemberRole }
type Props = { step: Step; room: JoinedRoom; member: Subject; acts: Acts; onClose: () => void }

/** What is asked before something is done to a person. */
export function MemberStep({ step, room, member, acts, onClose }: Props) {
  const t = useText()
  const stepDown = useStepDown(acts)
  const name = member.user.displayName
  if (step.name === 'mute')
    return <MuteDialog name={name} onMute={(until) => acts.mute(until)} onClose={onClose} />
  if (step.name === 'remove')
    return (
      <Confirm
        title={t('memberActions.remove.ask', { name, room: roomName(room) })}
        text={t(room.kind === 'private' ? 'memberActions.remove.private' : 'memberActions.remove.public')}
        action={t('memberActions.remove.action')}
        onConfirm={() => acts.remove()}
        onClose={onClose}
      />
    )
  if (step.name === 'ban')
    return (
      <Confirm
        title={t('memberActions.ban.ask', { name, room: roomName(room) })}
        text={t('memberActions.ban.text')}
        action={t('memberActions.ban.action')}
        onConfirm={() => acts.ban()}
        onClose={onClose}
      />
    )
  if (step.name === 'owner')
    return (
      <Confirm
        title={t('memberActions.owner.ask', { name })}
        text={t('memberActions.owner.text')}
        action={t('memberActions.owner.action')}
        onConfirm={() => acts.give('owner')}
        onClose={onClose}
      />
    )
  return (
    <Confirm
      title={t('memberActions.stepDown.ask', { role: t(`role.${member.role}`) })}
      text={t('memberActions.stepDown.text')}
      action={t('memberActions.stepDown.action')}
      onConfirm={() => stepDown(step.role)}
      onClose={onClose}
    />
  )
}

/** The only way for this to be refused is to be the last owner. */
function useStepDown(acts: Acts) {
  const { store } = useChat()
  return async (role: MemberRole): Promise<void> => {
    try {
      await acts.give(role)
    } catch (error) {
      if (asChatError(error).code !== 'forbidden') throw error
      notify(store, 'memberActions.lastOwner')
    }
  }
}
