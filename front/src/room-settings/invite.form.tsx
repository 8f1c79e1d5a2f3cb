import { Link } from 'lucide-react'
import type { Invite } from '@papo/contract'
import { type FormEvent, useState } from 'react'
import { asChatError } from '../chat-error'
import { errorText, type Text, useText } from '../preferences'
import { Icon } from '../ui/icon'
import { Select } from '../ui/select'
import { roomApi } from './room.api'

const HOUR = 3_600
const EXPIRIES = [HOUR, 24 * HOUR, 7 * 24 * HOUR, 0] as const
const USES = [1, 5, 25, 0] as const

type Props = { roomId: string; onMade: (invite: Invite) => void }

/** Makes a link into the room: for how long, for how many. 0 stands for no limit. */
export function InviteForm({ roomId, onMade }: Props) {
  const t = useText()
  const [seconds, setSeconds] = useState<number>(7 * 24 * HOUR)
  const [uses, setUses] = useState<number>(0)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      const wish = { ...(seconds && { expiresInSeconds: seconds }), ...(uses && { maxUses: uses }) }
      onMade((await roomApi.createInvite(roomId, wish)).invite)
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }
  return (
    <form className="invite-form" onSubmit={(event) => void submit(event)}>
      <Select
        label={t('invites.expires')}
        value={seconds}
        onChange={setSeconds}
        options={EXPIRIES.map((value) => ({ value, label: expiryText(t, value) }))}
      />
      <Select
        label={t('invites.uses')}
        value={uses}
        onChange={setUses}
        options={USES.map((value) => ({
          value,
          label: value === 0 ? t('invites.uses.any') : t('invites.uses.people', { count: value }),
        }))}
      />
      <button type="submit" className="button" data-kind="primary" disabled={busy}>
        <Icon of={Link} small />
        {t('invites.make')}
      </button>
      {error !== null && (
        <p className="form-error" role="alert">
          {asChatError(error).code === 'conflict' ? t('invites.tooMany') : errorText(t, error)}
        </p>
      )}
    </form>
  )
}

function expiryText(t: Text, seconds: number): string {
  if (seconds === 0) return t('invites.expires.never')
  const hours = seconds / HOUR
  if (hours < 24) return t('invites.expires.hours', { count: hours })
  return t('invites.expires.days', { count: hours / 24 })
}
