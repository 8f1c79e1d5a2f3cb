import type { Presence } from '@papo/contract'
import { useLanguage, useText } from '../preferences'
import { lastSeenText } from './last-seen'

/** How someone is, in words; of who is not here, since when. */
export function PresenceLine({
  presence,
  lastSeenAt,
}: {
  presence: Presence
  lastSeenAt?: string | undefined
}) {
  const t = useText()
  const language = useLanguage()
  const text =
    presence === 'offline' && lastSeenAt
      ? lastSeenText(lastSeenAt, new Date(), { t, language })
      : t(`presence.${presence}`)
  return <p className="card-presence">{text}</p>
}
