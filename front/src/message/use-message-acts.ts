import type { JoinedRoom, Message } from '@papo/contract'
import { useMemo } from 'react'
import { notify } from '../chat/chat.store'
import { useChat } from '../chat/use-chat'
import { copyText } from '../markdown/copy'
import { goTo, hrefOf } from '../route'
import type { Anchor } from '../ui/menu'
import type { Floats } from './use-floats'

type Options = {
  room: JoinedRoom
  onReply: (message: Message) => void
  onEdit: (message: Message) => void
  jumpTo: (seq: number) => void
  floats: Floats
}
export type MessageActs = ReturnType<typeof useMessageActs>

/** What one can do to a message; whether one may is for `mayChange` and `mayRemove` to say. */
export function useMessageActs({ room, onReply, onEdit, jumpTo, floats: { open } }: Options) {
  const { store, messages, read } = useChat()
  const { id: roomId, role } = room
  return useMemo(() => {
    const selfId = store.getState().self.id
    const copy = async (text: string, done: 'message.copied' | 'message.linkCopied') =>
      notify(store, (await copyText(text)) ? done : 'message.copyFailed')
    return {
      reply: onReply,
      edit: onEdit,
      jumpTo,
      openThread: ({ seq, threadOf }: Pick<Message, 'seq' | 'threadOf'>) =>
        goTo({ name: 'room', roomId, thread: threadOf ?? seq }),
      react: ({ seq, reactions }: Message, emoji: string) => {
        const mine = reactions.find((r) => r.emoji === emoji)?.userIds.includes(selfId) ?? false
        void messages.react({ roomId, seq, emoji, on: !mine })
      },
      pin: ({ seq, pinned }: Message) => void messages.pin(roomId, seq, !pinned),
      removePreview: ({ seq }: Message) => void messages.removePreview(roomId, seq),
      markUnread: (message: Message) => read.markUnread(roomId, message),
      copyText: ({ body }: Message) => void copy(body, 'message.copied'),
      copyLink: ({ seq }: Message) => {
        const address = new URL(hrefOf({ name: 'room', roomId, seq }), location.href)
        void copy(address.href, 'message.linkCopied')
      },
      mayChange: ({ senderId }: Message) => senderId === selfId,
      mayRemove: ({ senderId }: Message) => senderId === selfId || role !== 'member',
      openMenu: (message: Message, anchor: Anchor) => open({ kind: 'menu', message, anchor }),
      openPalette: (message: Message, anchor: Anchor) => open({ kind: 'palette', message, anchor }),
      openSeen: (message: Message, anchor: Anchor) => open({ kind: 'seen', message, anchor }),
      askRemove: (message: Message) => open({ kind: 'removing', message }),
      remove: ({ seq }: Message) => messages.remove(roomId, seq),
    }
  }, [store, messages, read, roomId, role, onReply, onEdit, jumpTo, open])
}

/** Whether a message can still be acted upon: it has its place, and was not deleted. */
export const isAlive = ({ seq, deletedAt }: Message): boolean => seq !== 0 && deletedAt === undefined
