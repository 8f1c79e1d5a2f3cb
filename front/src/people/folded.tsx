import type { Message } from '@papo/contract'
import { useChatState } from '../chat/use-chat'
import { useText } from '../preferences'

/** Whether a message is by someone whom one blocks; a conversation with them alone stays as it was. */
export function useIsFolded({ roomId, senderId }: Message): boolean {
  return useChatState(({ blocked, rooms }) => {
    if (!blocked.includes(senderId)) return false
    const room = rooms[roomId]?.room
    return room?.kind !== 'direct' || (room.people?.length ?? 0) > 1
  })
}

/** In the place of the text; it is there for whoever asks for it. */
export function FoldedText({ onShow }: { onShow: () => void }) {
  const t = useText()
  return (
    <p className="message-gone">
      {t('blocked.message')} ·{' '}
      <button type="button" className="link-button" onClick={onShow}>
        {t('blocked.show')}
      </button>
    </p>
  )
}
