import './invite.css'
import * as texts from '../i18n/invite'
import { addTexts } from '../i18n/translate'
import { useText } from '../preferences'
import { goTo } from '../route'
import { InviteCard } from './invite.card'
import { useInvitation } from './invitation'

addTexts(texts)

/** Above the login: who invites, and whereto. An invitation that is over says so, and the way on. */
export function InviteWelcome({ code }: { code: string }) {
  const t = useText()
  const { looked, again } = useInvitation(code)
  if (looked.state === 'loading') return <div className="auth-invite" aria-busy="true" />
  if (looked.state === 'ready')
    return (
      <div className="auth-invite">
        <InviteCard invitation={looked.invitation} />
        <p>{t('invite.accountFirst')}</p>
      </div>
    )
  if (looked.state === 'gone')
    return (
      <div className="auth-invite" role="alert">
        <h1>{t('invite.gone.title')}</h1>
        <p>{t('invite.gone.text')}</p>
        <p>
          <button type="button" className="link-button" onClick={() => goTo({ name: 'home' })}>
            {t('invite.gone.go')}
          </button>
        </p>
      </div>
    )
  return (
    <div className="auth-invite" role="alert">
      <p>{t(looked.state === 'tooFast' ? 'invite.tooFast' : 'invite.failed')}</p>
      <p>
        <button type="button" className="link-button" onClick={again}>
          {t('app.retry')}
        </button>
      </p>
    </div>
  )
}
