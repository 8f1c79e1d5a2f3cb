import { type FormEvent, useState } from 'react'
import { asChatError, type ChatError } from '../chat-error'
import { wantInvite } from '../invite/wanted'
import { errorText, type Text, useText } from '../preferences'
import { hrefOf } from '../route'
import { logIn, register } from '../session/session.store'
import { formText } from '../ui/form-text'
import { LoginFields, RegisterFields } from './auth.fields'

export type Mode = 'login' | 'register'
/** `forgotten`: whether there is a way for those who forgot their password. */
type Props = {
  mode: Mode
  invite?: string | undefined
  forgotten?: boolean
  /** The password was right, and a code is asked for yet. */
  onChallenge?: (challenge: string) => void
}

export function AuthForm({ mode, invite, forgotten = false, onChallenge }: Props) {
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
      if (mode === 'register') return await register(registrationOf(value, invite))
      const challenge = await logIn(loginOf(value))
      if (challenge !== undefined) onChallenge?.(challenge)
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
      {forgotten && (
        <a className="auth-forgotten" href={hrefOf({ name: 'forgotten' })}>
          {t('auth.forgotten')}
        </a>
      )}
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

const FIELDS = ['displayName', 'username', 'email', 'password']

const loginOf = (value: (name: string) => string) => ({ login: value('login'), password: value('password') })

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
