import type { Message } from '@papo/contract'
import { Eye } from 'lucide-react'
import { readersOf } from '../chat/receipts'
import { useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { MenuItem } from '../ui/menu'

/** In a message's menu: how many have read it; a click names them. */
export function SeenMenuItem({ message, onOpen }: { message: Message; onOpen: () => void }) {
  const t = useText()
  const count = useChatState(({ rooms, self }) => {
    const reads = self.settings.readReceipts ? rooms[message.roomId]?.reads : undefined
    return reads ? readersOf(reads, message).length : 0
  })
  const toTwo = useChatState(({ rooms }) => rooms[message.roomId]?.room.people?.length === 1)
  if (count === 0) return null
  return <MenuItem icon={Eye} label={toTwo ? t('seen') : t('seen.count', { count })} onClick={onOpen} />
}
