import type { JoinedRoom, Member, User } from '@papo/contract'
import { AtSign, Ban, MessageSquare, PencilLine, Smile } from 'lucide-react'
import { useState } from 'react'
import { asChatError } from '../chat-error'
import { notify } from '../chat/chat.store'
import { useChat, useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { goTo } from '../route'
import { Confirm } from '../ui/confirm'
import { Icon } from '../ui/icon'
import { mention } from './mention'
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
      <BlockButton user={user} />
    </div>
  )
}

/** Blocking is asked for first; taking it back is not. */
export function BlockButton({ user }: { user: User }) {
  const t = useText()
  const { blocks, store } = useChat()
  const blocked = useChatState((s) => s.blocked.includes(user.id))
  const [asking, setAsking] = useState(false)
  const name = user.displayName
  const set = async (on: boolean) => {
    await blocks.set(user.id, on)
    notify(store, on ? 'card.block.done' : 'card.unblock.done', { name })
  }
  const unblock = () =>
    set(false).catch((error: unknown) => notify(store, `error.${asChatError(error).code}`))
  return (
    <>
      <button
        type="button"
        className="button card-block"
        data-kind="plain"
        onClick={() => (blocked ? void unblock() : setAsking(true))}
      >
        <Icon of={Ban} small />
        {t(blocked ? 'card.unblock' : 'card.block')}
      </button>
      {asking && (
        <Confirm
          title={t('card.block.ask', { name })}
          text={t('card.block.text')}
          action={t('card.block')}
          onConfirm={() => set(true)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
