import { Link, MessageSquare, Plus } from 'lucide-react'
import type { JoinedRoom } from '@papo/contract'
import { useState } from 'react'
import { api } from '../api'
import { asChatError } from '../chat-error'
import { notify } from '../chat/chat.store'
import { useChat } from '../chat/use-chat'
import * as texts from '../i18n/first-steps'
import { addTexts } from '../i18n/translate'
import { copyText } from '../markdown/copy'
import { useText } from '../preferences'
import { hrefOf } from '../route'
import { openOverlay } from '../shell/overlay'
import { Icon } from '../ui/icon'

addTexts(texts)

const DAYS = 7

/** For someone who is alone here: what makes a chat of it. */
export function FirstSteps({ rooms }: { rooms: readonly JoinedRoom[] }) {
  const t = useText()
  const own = rooms.find((room) => room.kind !== 'direct' && room.role !== 'member')
  return (
    <section className="first-steps">
      <h2>{t('first.title')}</h2>
      <p>{t('first.text')}</p>
      {own && <InviteLink room={own} />}
      <button type="button" className="first-step" onClick={() => openOverlay('create')}>
        <Icon of={Plus} small />
        {t('first.room')}
      </button>
      <button type="button" className="first-step" onClick={() => openOverlay('people')}>
        <Icon of={MessageSquare} small />
        {t('first.direct')}
      </button>
    </section>
  )
}

function InviteLink({ room }: { room: JoinedRoom }) {
  const t = useText()
  const { store } = useChat()
  const [link, setLink] = useState('')
  const [busy, setBusy] = useState(false)
  const make = async () => {
    setBusy(true)
    try {
      const { invite } = await api.createInvite(room.id, { expiresInSeconds: DAYS * 86_400 })
      const made = `${location.origin}${location.pathname}${hrefOf({ name: 'invite', code: invite.code })}`
      setLink(made)
      if (await copyText(made)) notify(store, 'first.copied', { count: DAYS })
    } catch (error) {
      notify(store, `error.${asChatError(error).code}`)
    } finally {
      setBusy(false)
    }
  }
  if (link !== '')
    return (
      <label className="first-link">
        <span>{t('first.link', { room: room.name })}</span>
        <input readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
      </label>
    )
  return (
    <button type="button" className="first-step" disabled={busy} onClick={() => void make()}>
      <Icon of={Link} small />
      {t('first.invite')}
    </button>
  )
}
