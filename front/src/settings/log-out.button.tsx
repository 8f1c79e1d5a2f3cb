import { LogOut } from 'lucide-react'
import { useState } from 'react'
import { unsentOf } from '../chat/outbox'
import { useChat, useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { logOut } from '../session/session.store'
import { Confirm } from '../ui/confirm'
import { Icon } from '../ui/icon'

/** Text that has not reached the server is lost by this, so it is asked for first. */
export function LogOutButton() {
  const t = useText()
  const { box, drafts, uploads } = useChat()
  const count = useChatState((s) => unsentOf(s.outbox).length)
  const [asking, setAsking] = useState(false)
  const [failed, setFailed] = useState(false)
  const leave = async () => {
    await logOut()
    box.clear()
    drafts.clear()
    await uploads.clear()
  }
  const click = () => {
    if (count > 0) return setAsking(true)
    setFailed(false)
    leave().catch(() => setFailed(true))
  }
  return (
    <>
      <button type="button" className="settings-leave" onClick={click}>
        <Icon of={LogOut} />
        <span>{t('settings.logOut')}</span>
      </button>
      {failed && (
        <p className="form-error" role="alert">
          {t('error.unavailable')}
        </p>
      )}
      {asking && (
        <Confirm
          title={t('settings.logOut.ask', { count })}
          text={t('settings.logOut.text')}
          action={t('settings.logOut.anyway')}
          stay={t('settings.logOut.stay')}
          onConfirm={leave}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
