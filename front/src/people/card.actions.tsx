import type { JoinedRoom, Member, User } from '@papo/contract'
import { AtSign, MessageSquare, PencilLine, Smile } from 'lucide-react'
import { asChatError } from '../chat-error'
import { notify } from '../chat/chat.store'
import { useChat, useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { goTo } from '../route'
import { Icon } from '../ui/icon'
import { ContactButton } from '../contacts/contact.button'
import { BlockButton } from './block.button'
import { mention } from './mention'
import { ModerateButton } from './moderate.button'
import { openStatus } from './profile'

type Props = { user: User; room: JoinedRoom | undefined; member: Member | null; onClose: () => void }

export function CardActions(props: Props) {
  const own = useChatState((s) => s.self.id === props.user.id)
  return own ? <OwnActions user={props.user} onClose={props.onClose} /> : <OthersActions {...props} />
}

function OwnActions({ user, onClose }: Pick<Props, 'user' | 'onClose'>) {
  const t = useText()
  const hasStatus = user.statusText !== undefined || user.statusEmoji !== undefined
  return (
    <div className="card-actions">
      <button
        type="button"
        className="button"
        data-kind="soft"
        onClick={() => {
          onClose()
          openStatus()
        }}
      >
        <Icon of={Smile} small />
        {t(hasStatus ? 'card.status.change' : 'card.status')}
      </button>
      <button
        type="button"
        className="button"
        data-kind="quiet"
        onClick={() => {
          onClose()
          goTo({ name: 'settings', part: 'profile' })
        }}
      >
        <Icon of={PencilLine} small />
        {t('card.edit')}
      </button>
    </div>
  )
}

function OthersActions({ user, room, member, onClose }: Props) {
  const t = useText()
  const { memberships, store, drafts } = useChat()
  const write = async () => {
    try {
      await memberships.direct([user.id])
      onClose()
    } catch (error) {
      const { code } = asChatError(error)
      notify(store, code === 'forbidden' ? 'conversation.refused.one' : `error.${code}`)
    }
  }
  return (
    <>
      <div className="card-actions">
        <button type="button" className="button" data-kind="soft" onClick={() => void write()}>
          <Icon of={MessageSquare} small />
          {t('card.message')}
        </button>
        {room && member && (
          <button
            type="button"
            className="button"
            data-kind="quiet"
            onClick={() => {
              onClose()
              mention(drafts, room.id, user.username)
            }}
          >
            <Icon of={AtSign} small />
            {t('card.mention')}
          </button>
        )}
      </div>
      <div className="card-more">
        <ContactButton user={user} />
        <BlockButton user={user} />
        {room && member && <ModerateButton room={room} member={member} />}
      </div>
    </>
  )
}
