import './auth.css'
import { type FormEvent, lazy, Suspense, useState } from 'react'
import { asChatError, type ChatError } from '../chat-error'
import { wantInvite } from '../invite/wanted'
import { LANGUAGES, type Language } from '../i18n/translate'
import { chooseLanguage, errorText, type Text, useLanguage, useText } from '../preferences'
import { logIn, register } from '../session/session.store'
import { type Route, useRoute } from '../route'
import { formText } from '../ui/form-text'
import { Logo } from '../ui/icon'
import { LoginFields, RegisterFields } from './auth.fields'
import { useRegistration } from './use-registration'

const InviteWelcome = lazy(() =>
  import('../invite/invite.welcome').then((m) => ({ default: m.InviteWelcome })),
)

type Mode = 'login' | 'register'

export function AuthView({ ended }: { ended: boolean }) {
  const t = useText()
  const invite = inviteOf(useRoute())
  const [mode, setMode] = useState<Mode>(invite ? 'register' : 'login')
  const other = mode === 'login' ? 'register' : 'login'
  return (
    <div className="auth">
      <main className="auth-card">
        <header className="auth-brand">
          <Logo />
          <span>papo</span>
        </header>
        {invite === undefined ? (
          <Greeting mode={mode} ended={ended} />
        ) : (
          <Suspense fallback={<div className="auth-waiting" />}>
            <InviteWelcome key={invite} code={invite} />
          </Suspense>
        )}
        {mode === 'login' ? <AuthForm mode={mode} invite={invite} /> : <Registration invite={invite} />}
        <p className="auth-switch">
          {t(mode === 'login' ? 'auth.toRegister' : 'auth.toLogin')}{' '}
          <button type="button" className="link-button" onClick={() => setMode(other)}>
            {t(mode === 'login' ? 'auth.toRegister.link' : 'auth.toLogin.link')}
          </button>
        </p>
      </main>
      <LanguageLinks />
    </div>
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
function Registration({ invite }: { invite: string | undefined }) {
  const t = useText()
  const mode = useRegistration()
  if (mode === 'invited' && invite === undefined) return <p className="auth-note">{t('auth.invited')}</p>
  return <AuthForm key={invite} mode="register" invite={invite} />
}

function AuthForm({ mode, invite }: { mode: Mode; invite?: string | undefined }) {
  const t = useText()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ChatError | null>(null)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const value = formText(event.currentTarget)
    setBusy(true)
    setError(null)
    wantInvite(invite ?? null)
    try {
      await (mode === 'login' ? logIn(loginOf(value)) : register(registrationOf(value, invite)))
    } catch (failure) {
      setError(asChatError(failure))
      setBusy(false)
    }
  }

  const issue = (name: string) => (error ? issueText(t, error, name) : undefined)
  const general = error && !FIELDS.some((name) => issue(name)) ? generalText(t, error) : null
  return (
    <form className="auth-form" onSubmit={(event) => void submit(event)} aria-busy={busy}>
      {mode === 'login' ? <LoginFields /> : <RegisterFields issue={issue} />}
      {general && (
        <p className="form-error" role="alert">
          {general}
        </p>
      )}
      <button type="submit" className="button" data-kind="primary" disabled={busy}>
        {t(`auth.${mode}.submit`)}
      </button>
    </form>
  )
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

const FIELDS = ['displayName', 'username', 'email', 'password']

const loginOf = (value: (name: string) => string) => ({ login: value('login'), password: value('password') })

const inviteOf = (route: Route) => (route.name === 'invite' ? route.code : undefined)

const registrationOf = (value: (name: string) => string, invite: string | undefined) => ({
  ...(invite !== undefined && { invite }),
  username: value('username'),
  email: value('email'),
  password: value('password'),
  ...(value('displayName').trim() && { displayName: value('displayName') }),
})

function issueText(t: Text, { reply }: ChatError, name: string): string | undefined {
  const issue = reply.issues?.find((i) => i.path === name)
  if (!issue) return undefined
  if (reply.code === 'conflict') return t(name === 'email' ? 'auth.taken.email' : 'auth.taken.username')
  return name === 'password' ? t('auth.password.weak') : t('error.invalid_payload')
}

function generalText(t: Text, error: ChatError): string {
  if (error.code === 'unauthenticated') return t('auth.wrong')
  if (error.reply.issues?.some(({ path }) => path === 'invite')) return t('auth.invited.over')
  return error.code === 'conflict' ? t('auth.taken') : errorText(t, error)
}
