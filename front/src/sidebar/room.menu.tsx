import { Bell, BellOff, CheckCheck, Link, LogOut, Pin, PinOff, Settings2, UserPlus } from 'lucide-react'
import type { JoinedRoom, RoomPreferences } from '@papo/contract'
import { type ReactNode, useRef, useState } from 'react'
import { notify } from '../chat/chat.store'
import { roomName } from '../chat/names'
import { useChat, useChatState } from '../chat/use-chat'
import * as texts from '../i18n/room-menu'
import { addTexts } from '../i18n/translate'
import { copyText } from '../markdown/copy'
import { useText } from '../preferences'
import { openRoomDialog } from '../room-settings/room.dialog'
import { hrefOf } from '../route'
import { Confirm } from '../ui/confirm'
import { mayInvite } from '../room-settings/rank'
import { type Anchor, Menu, MenuChoice, MenuItem, MenuLine } from '../ui/menu'

addTexts(texts)

type Props = {
  room: JoinedRoom
  anchor: Anchor
  align?: 'start' | 'end'
  onClose: () => void
  /** What is only to be had where this menu stands; comes first. */
  children?: ReactNode
}
const NOTIFY = ['default', 'all', 'mentions', 'none'] as const satisfies readonly RoomPreferences['notify'][]

/** What one can do about a room without opening it. */
export function RoomMenu({ room, onClose, ...place }: Props) {
  const [leaving, setLeaving] = useState(false)
  const asking = useRef(false)
  if (leaving) return <Leaving room={room} onClose={onClose} />
  const leave = () => {
    asking.current = true
    setLeaving(true)
  }
  // The menu closes itself after every choice; leaving asks first.
  const close = () => (asking.current ? undefined : onClose())
  return <Actions {...place} room={room} onClose={close} onLeave={leave} />
}

function Actions({
  room,
  anchor,
  align = 'start',
  onClose,
  onLeave,
  children,
}: Props & { onLeave: () => void }) {
  const t = useText()
  const { preferences } = useChat()
  const copyLink = useCopyLink(room)
  const { pinned, muted, notify: level } = room.preferences
  const set = (changes: Partial<RoomPreferences>) => void preferences.set(room.id, changes)
  // In a direct room every message is meant for oneself.
  const levels = NOTIFY.filter((one) => room.kind !== 'direct' || one !== 'mentions')
  return (
    <Menu anchor={anchor} label={roomName(room)} align={align} onClose={onClose}>
      {children}
      <ReadItem roomId={room.id} />
      <MenuItem
        icon={pinned ? PinOff : Pin}
        label={t(pinned ? 'roomMenu.unpin' : 'roomMenu.pin')}
        onClick={() => set({ pinned: !pinned })}
      />
      <MenuItem
        icon={muted ? Bell : BellOff}
        label={t(muted ? 'roomMenu.unmute' : 'roomMenu.mute')}
        onClick={() => set({ muted: !muted })}
      />
      <MenuItem icon={Link} label={t('roomMenu.copyLink')} onClick={() => void copyLink()} />
      <MenuLine />
      <MenuChoice
        label={t('roomMenu.notify')}
        value={level}
        onChange={(next) => set({ notify: next })}
        options={levels.map((one) => ({ value: one, label: t(`roomMenu.notify.${one}`) }))}
      />
      {room.kind !== 'direct' && (
        <>
          <MenuLine />
          {mayInvite(room) && (
            <MenuItem
              icon={UserPlus}
              label={t('members.invite')}
              onClick={() => openRoomDialog('invite', room.id)}
            />
          )}
          <MenuItem
            icon={Settings2}
            label={t('roomMenu.settings')}
            onClick={() => openRoomDialog('settings', room.id)}
          />
          <MenuLine />
          <MenuItem icon={LogOut} label={t('room.leave')} danger onClick={onLeave} />
        </>
      )}
    </Menu>
  )
}

function useCopyLink({ id }: JoinedRoom): () => Promise<void> {
  const { store } = useChat()
  return async () => {
    const { origin, pathname } = location
    const copied = await copyText(`${origin}${pathname}${hrefOf({ name: 'room', roomId: id })}`)
    notify(store, copied ? 'roomMenu.linkCopied' : 'roomMenu.copyFailed')
  }
}

function Leaving({ room, onClose }: { room: JoinedRoom; onClose: () => void }) {
  const t = useText()
  const { memberships } = useChat()
  return (
    <Confirm
      title={t('room.leave.ask', { room: roomName(room) })}
      text={t(room.kind === 'private' ? 'room.leave.text.private' : 'room.leave.text.public')}
      action={t('room.leave')}
      onConfirm={() => memberships.leave(room.id)}
      onClose={onClose}
    />
  )
}

/** Asks the store: the header's room is drawn again only when more of it changes. */
function ReadItem({ roomId }: { roomId: string }) {
  const t = useText()
  const { read } = useChat()
  const unread = useChatState((s) => s.rooms[roomId]?.room.unread ?? 0)
  if (unread === 0) return null
  return <MenuItem icon={CheckCheck} label={t('roomMenu.read')} onClick={() => read.sawAll(roomId)} />
}
