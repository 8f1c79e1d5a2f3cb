import { lazy } from 'react'
import * as texts from '../i18n/oidc'
import * as secondFactor from '../i18n/second-factor'
import { addTexts } from '../i18n/translate'
import { PasswordForm } from '../settings/password.form'
import { ListBones } from '../ui/blank'
import { useLoaded } from '../ui/use-loaded'
import { FirstPassword } from './first.password'
import { LinkedLogins } from './linked.logins'
import { oidcApi } from './oidc.api'

addTexts(texts, secondFactor)

const SecondFactor = lazy(() =>
  import('../second-factor/second.factor').then((m) => ({ default: m.SecondFactor })),
)

async function load() {
  const [identities, provider] = await Promise.all([oidcApi.identities(), oidcApi.provider()])
  return { ...identities, provider: provider?.name }
}

/** All by which one logs in. Where that cannot be loaded, there is the password at least. */
export function PasswordPart() {
  const { value, reload } = useLoaded(load)
  if (value === 'loading') return <ListBones count={3} />
  const known = typeof value === 'object' ? value : undefined
  const { items = [], password = true, provider } = known ?? {}
  const again = () => void reload()
  return (
    <>
      {password ? <PasswordForm /> : <FirstPassword provider={provider} onDone={again} />}
      {password && <SecondFactor />}
      {(provider !== undefined || items.length > 0) && (
        <LinkedLogins items={items} provider={provider} password={password} onChange={again} />
      )}
    </>
  )
}
