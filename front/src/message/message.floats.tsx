import type { JoinedRoom } from '@papo/contract'
import { lazy } from 'react'
import { SeenList } from '../panel/seen'
import { useText } from '../preferences'
import { Confirm } from '../ui/confirm'
import type { Floats } from './use-floats'
import type { MessageActs } from './use-message-acts'
import { Late } from '../ui/late'

const MessageMenu = lazy(() => import('./message.menu').then((m) => ({ default: m.MessageMenu })))
const ReactionPalette = lazy(() => import('./reaction.palette').then((m) => ({ default: m.ReactionPalette })))

/** The menu, the palette or the question that is open above a message. */
export function MessageFloats({
  floats,
  acts,
  room,
}: {
  floats: Floats
  acts: MessageActs
  room: JoinedRoom
}) {
  const t = useText()
  const { on, close } = floats
  if (!on) return null
  const props = { message: on.message, acts, onClose: () => close(on) }
  if (on.kind === 'removing')
    return (
      <Confirm
        title={t('message.delete.ask')}
        text={t('message.delete.text')}
        action={t('message.delete')}
        onConfirm={() => acts.remove(on.message)}
        onClose={props.onClose}
      />
    )
  return (
    <Late>
      {on.kind === 'menu' && <MessageMenu key={room.id} {...props} anchor={on.anchor} />}
      {on.kind === 'palette' && <ReactionPalette {...props} anchor={on.anchor} />}
      {on.kind === 'seen' && <SeenList {...props} anchor={on.anchor} />}
    </Late>
  )
}
