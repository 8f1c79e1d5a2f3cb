import { LIMITS } from '@papo/contract/limits'
import { useText } from '../preferences'
import { Field } from '../ui/field'
import { NewPasswordField } from './new.password.field'

export function LoginFields() {
  const t = useText()
  return (
    <>
      <Field
        label={t('auth.login.name')}
        name="login"
        autoComplete="username"
        autoCapitalize="none"
        required
        autoFocus
      />
      <Field
        label={t('auth.password')}
        name="password"
        type="password"
        autoComplete="current-password"
        required
      />
    </>
  )
}

type Props = { issue: (name: string) => string | undefined }

export function RegisterFields({ issue }: Props) {
  return (
    <>
      <NameFields issue={issue} />
      <AccessFields issue={issue} />
    </>
  )
}

function NameFields({ issue }: Props) {
  const t = useText()
  return (
    <>
      <Field
        label={t('auth.displayName')}
        hint={t('auth.displayName.hint')}
        error={issue('displayName')}
        name="displayName"
        autoComplete="name"
        maxLength={LIMITS.displayNameMax}
        autoFocus
      />
      <Field
        label={t('auth.username')}
        hint={t('auth.username.hint')}
        error={issue('username')}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        minLength={LIMITS.usernameMin}
        maxLength={LIMITS.usernameMax}
        pattern="[A-Za-z0-9_.\-]+"
        required
      />
    </>
  )
}

function AccessFields({ issue }: Props) {
  const t = useText()
  return (
    <>
      <Field
        label={t('auth.email')}
        error={issue('email')}
        name="email"
        type="email"
        autoComplete="email"
        maxLength={LIMITS.emailMax}
        required
      />
      <NewPasswordField label={t('auth.password')} name="password" error={issue('password')} />
    </>
  )
}
