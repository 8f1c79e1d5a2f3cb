import { Component, lazy, type ReactNode, Suspense, useEffect } from 'react'
import { useStore } from 'zustand/react'
import { useText } from './preferences'
import { isMissing, onMissing } from './offline/missing'
import { MissingNote } from './offline/missing.note'
import { version } from './offline/version'
import { useIsAt } from './route'
import { checkSession, session, SIGNED_IN_KEY } from './session/session.store'
import { readStored } from './stored'
import { Blank } from './ui/blank'
import { Logo } from './ui/icon'

const loadChat = () => import('./chat.view')
const loadAuth = () => import('./auth/auth.view')
const ChatView = lazy(() => loadChat().then((m) => ({ default: m.ChatView })))
const AuthView = lazy(() => loadAuth().then((m) => ({ default: m.AuthView })))

const ASK_AGAIN_MS = 3_000

// While the server is asked who this is, the likelier screen is already on its way.
void (readStored(SIGNED_IN_KEY) ? loadChat() : loadAuth())

export function App() {
  return (
    <Boundary fallback={<Broken />}>
      <Suspense fallback={<Splash />}>
        <Screen />
      </Suspense>
      <MissingNote />
    </Boundary>
  )
}

function Screen() {
  const now = useStore(session)
  // A link to a new password is for whoever holds it, also where someone is logged in.
  const resetting = useIsAt('reset', 'forgotten') && (now.phase === 'in' || now.phase === 'out')
  if (resetting) return <AuthView ended={false} />
  if (now.phase === 'in') return <ChatView key={now.self.id} self={now.self} kept={now.kept} />
  if (now.phase === 'out') return <AuthView ended={now.reason === 'ended'} />
  return now.phase === 'unreachable' ? <Unreachable /> : <Splash />
}

function Splash() {
  const t = useText()
  return (
    <div className="splash" role="status" aria-label={t('app.loading')}>
      <Logo />
    </div>
  )
}

function Unreachable() {
  const t = useText()
  useEffect(() => {
    const timer = setInterval(() => void checkSession(), ASK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [])
  return (
    <div className="splash">
      <Blank title={t('app.unreachable.title')} text={t('app.unreachable.text')} role="status">
        <button type="button" className="button" data-kind="quiet" onClick={() => void checkSession()}>
          {t('app.retry')}
        </button>
      </Blank>
    </div>
  )
}

function Broken() {
  const t = useText()
  const leaving = useStore(version, (s) => s.missing === 'leaving')
  if (leaving) return <Splash />
  return (
    <div className="splash">
      <Blank title={t('app.broken.title')} text={t('app.broken.text')} role="alert">
        <button type="button" className="button" data-kind="primary" onClick={() => location.reload()}>
          {t('app.reload')}
        </button>
      </Blank>
    </div>
  )
}

/** React has no other way to catch what breaks while rendering. */
class Boundary extends Component<{ fallback: ReactNode; children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override componentDidCatch(error: unknown) {
    if (isMissing(error)) void onMissing()
  }

  override render() {
    return this.state.broken ? this.props.fallback : this.props.children
  }
}
