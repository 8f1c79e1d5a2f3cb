import { useText } from '../preferences'
import { Field } from '../ui/field'

export function CodeField({ error }: { error?: string | undefined }) {
  const t = useText()
  return (
    <Field
      label={t('secondFactor.code')}
      hint={t('secondFactor.code.hint')}
      error={error}
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="\s*(\d\s*){6}"
      maxLength={12}
      required
      autoFocus
    />
  )
}
