import { useText } from '../preferences'
import { hrefOf } from '../route'

export function BackToLogin() {
  const t = useText()
  return (
    <p className="auth-switch">
      <a href={hrefOf({ name: 'home' })}>{t('reset.login')}</a>
    </p>
  )
}
