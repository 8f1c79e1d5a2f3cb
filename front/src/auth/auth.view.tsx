import './auth.css'
import { lazy, useState } from 'react'
import { LANGUAGES, type Language } from '../i18n/translate'
import { chooseLanguage, useLanguage, useText } from '../preferences'
import { useReturned } from '../oidc/returned'
import { type Route, useRoute } from '../route'
import { Logo } from '../ui/icon'
import { AuthForm, type Mode } from './auth.form'
import { useRegistration } from './use-registration'
import { Late } from '../ui/late'

const InviteWelcome = lazy(() =>
  import('../invite/invite.welcome').then((m) => ({ default: m.InviteWelcome })),
)
const ForgottenView = lazy(() => import('./forgotten.view').then((m) => ({ default: m.ForgottenView })))
const CodeStep = lazy(() => import('./code.step').then((m) => ({ default: m.CodeStep })))
const ProviderLogin = lazy(() => import('../oidc/provider.login').then((m) => ({ default: m.ProviderLogin })))
const ProviderProblem = lazy(() =>
  import('../oidc/provider.login').then((m) => ({ default: m.ProviderProblem })),
)
const ResetView = lazy(() => import('./reset.view').then((m) => ({ default: m.ResetView })))

export function AuthView({ ended }: { ended: boolean }) {
  const route = useRoute()
  return (
    <div className="auth">
      <main className="auth-card">
        <header className="auth-brand">
          <Logo />
          <span>papo</span>
        </header>
        <Late fallback={<div className="auth-waiting" />}>
          {route.name === 'forgotten' && <ForgottenView />}
          {route.name === 'reset' && <ResetView key={route.token} token={route.token} />}
        </Late>
        {route.name !== 'forgotten' && route.name !== 'reset' && (
          <Entrance ended={ended} invite={inviteOf(route)} />
        )}
      </main>
      <LanguageLinks />
    </div>
  )
}

function Entrance({ ended, invite }: { ended: boolean; invite: string | undefined }) {
  const t = useText()
  const { registration, passwordReset, oidc } = useRegistration()
  const { problem } = useReturned()
  const [mode, setMode] = useState<Mode>(invite ? 'register' : 'login')
  const [challenge, setChallenge] = useState<string | null>(null)
  const other = mode === 'login' ? 'register' : 'login'
  if (challenge !== null)
    return (
      <Late fallback={<div className="auth-waiting" />}>
        <CodeStep challenge={challenge} onBack={() => setChallenge(null)} />
      </Late>
    )
  return (
    <>
      {invite === undefined ? (
        <Greeting mode={mode} ended={ended} />
      ) : (
        <Late fallback={<div className="auth-waiting" />}>
          <InviteWelcome key={invite} code={invite} />
        </Late>
      )}
      {oidc && problem && (
        <Late fallback={null}>
          <ProviderProblem problem={problem} name={oidc.name} />
        </Late>
      )}
      {mode === 'login' ? (
        <AuthForm mode={mode} invite={invite} forgotten={passwordReset} onChallenge={setChallenge} />
      ) : (
        <Registration invite={invite} closed={registration === 'invited'} />
      )}
      {oidc && (
        <Late fallback={null}>
          <ProviderLogin name={oidc.name} invite={invite} />
        </Late>
      )}
      <p className="auth-switch">
        {t(mode === 'login' ? 'auth.toRegister' : 'auth.toLogin')}{' '}
        <button type="button" className="link-button" onClick={() => setMode(other)}>
          {t(mode === 'login' ? 'auth.toRegister.link' : 'auth.toLogin.link')}
        </button>
      </p>
    </>
  )
}

function Greeting({ mode, ended }: { mode: Mode; ended: boolean }) {
  const t = useText()
  return (
    <>
      <h1>{t(`auth.${mode}.title`)}</h1>
      <p role={ended ? 'status' : undefined}>{t(ended ? 'auth.ended' : 'app.tagline')}</p>
    </>
  )
}

/** Where one must be invited, whoever has no link is told so before they fill in a form. */
function Registration({ invite, closed }: { invite: string | undefined; closed: boolean }) {
  const t = useText()
  if (closed && invite === undefined) return <p className="auth-note">{t('auth.invited')}</p>
  return <AuthForm key={invite} mode="register" invite={invite} />
}

function LanguageLinks() {
  const t = useText()
  const current = useLanguage()
  return (
    <nav className="auth-languages" aria-label={t('auth.language')}>
      {Object.entries(LANGUAGES).map(([code, name]) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-pressed={code === current}
          onClick={() => chooseLanguage(code as Language)}
        >
          {name}
        </button>
      ))}
    </nav>
  )
}

const inviteOf = (route: Route) => (route.name === 'invite' ? route.code : undefined)
