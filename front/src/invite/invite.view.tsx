import './invite.css'
import { useCallback, useEffect, useRef, useState } from 'react'
import { asChatError } from '../chat-error'
import { useChat } from '../chat/use-chat'
import * as texts from '../i18n/invite'
import { addTexts } from '../i18n/translate'
import { errorText, useText } from '../preferences'
import { BareHeader } from '../room/room.header'
import { goTo } from '../route'
import { Blank, ListBones } from '../ui/blank'
import { InviteCard } from './invite.card'
import { type Looked, useInvitation } from './invitation'
import { takeWanted } from './wanted'

addTexts(texts)

/** An invitation, for who is logged in: one click, or none for who made an account on it. */
export function InviteView({ code }: { code: string }) {
  const { looked, again } = useInvitation(code)
  const { state, accept } = useAccepting(code)
  const asked = useRef(false)
  useEffect(() => {
    if (!asked.current && takeWanted(code)) void accept()
    asked.current = true
  }, [code, accept])
  return (
    <section className="room-main">
      <BareHeader title="" />
      <Body looked={looked} accepting={state} onAccept={() => void accept()} onAgain={again} />
    </section>
  )
}

type BodyProps = { looked: Looked; accepting: Accepting; onAccept: () => void; onAgain: () => void }

function Body({ looked, accepting, onAccept, onAgain }: BodyProps) {
  const t = useText()
  const refusal = typeof accepting === 'object' ? asChatError(accepting.error).code : null
  if (refusal === 'forbidden') return <Over title={t('invite.banned.title')} text={t('invite.banned.text')} />
  // While one is being let in, that the link is used up by it is no news.
  if (refusal === 'not_found' || (looked.state === 'gone' && accepting !== 'busy'))
    return <Over title={t('invite.gone.title')} text={t('invite.gone.text')} />
  if (looked.state === 'failed' || looked.state === 'tooFast')
    return (
      <Blank text={t(looked.state === 'tooFast' ? 'invite.tooFast' : 'invite.failed')} role="alert">
        <button type="button" className="button" data-kind="quiet" onClick={onAgain}>
          {t('app.retry')}
        </button>
      </Blank>
    )
  if (looked.state !== 'ready') return <ListBones count={4} />
  const { invitation } = looked
  return (
    <div className="invite-page">
      <InviteCard invitation={invitation} />
      {refusal && (
        <p className="form-error" role="alert">
          {errorText(t, typeof accepting === 'object' ? accepting.error : null)}
        </p>
      )}
      <button
        type="button"
        className="button"
        data-kind="primary"
        disabled={accepting === 'busy'}
        onClick={onAccept}
        autoFocus
      >
        {t('invite.join', { room: invitation.room.name })}
      </button>
    </div>
  )
}

function Over({ title, text }: { title: string; text: string }) {
  const t = useText()
  return (
    <Blank title={title} text={text} role="alert">
      <button type="button" className="button" data-kind="primary" onClick={() => goTo({ name: 'home' })}>
        {t('invite.gone.home')}
      </button>
    </Blank>
  )
}

type Accepting = 'idle' | 'busy' | { error: unknown }

function useAccepting(code: string) {
  const { memberships } = useChat()
  const [state, setState] = useState<Accepting>('idle')
  const accept = useCallback(async () => {
    setState('busy')
    try {
      await memberships.accept(code)
    } catch (error) {
      setState({ error })
    }
  }, [memberships, code])
  return { state, accept }
}
