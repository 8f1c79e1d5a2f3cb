import type { Presence, User } from '@papo/contract'
import { useText } from '../preferences'
import { FacePicture } from './face.picture'
import { hueOf, initialsOf } from './initials'

type Props = { user: User | undefined; size?: 'small' | 'medium' | 'large'; presence?: Presence | undefined }

/** Stands beside the name, so it says nothing to a screen reader but the presence: its letters are drawn, not written. */
export function Avatar({ user, size, presence }: Props) {
  const t = useText()
  return (
    <span className="avatar" data-size={size} data-hue={user ? hueOf(user.id) : 0}>
      <span data-initials={user ? initialsOf(user.displayName) : ''} />
      {user?.avatarFileId && <FacePicture key={user.avatarFileId} fileId={user.avatarFileId} />}
      {presence && (
        <span className="presence" data-state={presence} title={t(`presence.${presence}`)}>
          <span className="sr-only">{t(`presence.${presence}`)}</span>
        </span>
      )}
    </span>
  )
}
