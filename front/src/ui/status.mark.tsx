import type { User } from '@papo/contract'

/** The sign of someone's status beside their name; its words appear to whoever points at it. */
export function StatusMark({ user }: { user: User | undefined }) {
  if (!user?.statusEmoji) return null
  return (
    <span className="status-mark" title={user.statusText}>
      {user.statusEmoji}
    </span>
  )
}
