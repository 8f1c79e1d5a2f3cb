import './provider.login.css'
import { useEffect, useState } from 'react'
import { asChatError, type ChatError } from '../chat-error'
import * as texts from '../i18n/oidc'
import { addTexts } from '../i18n/translate'
import { errorText, useText } from '../preferences'
import { oidcApi } from './oidc.api'
import { placeNow } from './returned'
import type { OidcProblem } from '@papo/contract'

addTexts(texts)

/** The other way in, below the form. */
export function ProviderLogin({ name, invite }: { name: string; invite: string | undefined }) {
  const t = useText()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ChatError | null>(null)
  // Whoever turns back at the provider finds the page as they left it.
  useEffect(() => {
    const onShow = () => setBusy(false)
    addEventListener('pageshow', onShow)
    return () => removeEventListener('pageshow', onShow)
  }, [])
  const go = async () => {
    setBusy(true)
    setError(null)
    const returnTo = placeNow()
    try {
      const { url } = await oidcApi.start({ ...(returnTo && { returnTo }), ...(invite && { invite }) })
      location.assign(url)
    } catch (failure) {
      setError(asChatError(failure))
      setBusy(false)
    }
  }
  return (
    <div className="provider">
      <span className="provider-or">{t('oidc.or')}</span>
      <button
        type="button"
        className="button"
        data-kind="quiet"
        disabled={busy}
        aria-busy={busy}
        onClick={() => void go()}
      >
        {t('oidc.continue', { name })}
      </button>
      {error && (
        <p className="form-error" role="alert">
          {error.code === 'unavailable' ? t('oidc.away', { name }) : errorText(t, error)}
        </p>
      )}
    </div>
  )
}

export function ProviderProblem({ problem, name }: { problem: OidcProblem; name: string }) {
  const t = useText()
  return (
    <p className="auth-note" role="alert">
      {t(`oidc.problem.${problem}`, { name })}
    </p>
  )
}
