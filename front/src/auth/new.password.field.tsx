import { LIMITS } from '@papo/contract/limits'
import { useText } from '../preferences'
import { Field } from '../ui/field'

type Props = { label: string; name: string; error: string | undefined; autoFocus?: boolean }

/** Where someone chooses a password, with what is asked of it. */
export function NewPasswordField({ label, name, error, autoFocus }: Props) {
  const t = useText()
  return (
    <Field
      label={label}
      hint={t('auth.password.hint')}
      error={error}
      name={name}
      type="password"
      autoComplete="new-password"
      minLength={LIMITS.passwordMin}
      maxLength={LIMITS.passwordMax}
      required
      autoFocus={autoFocus}
    />
  )
}
