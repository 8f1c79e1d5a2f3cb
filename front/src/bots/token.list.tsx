import './bots.css'
import type { ApiToken } from '@papo/contract'
import { useState } from 'react'
import * as texts from '../i18n/bots'
import { addTexts } from '../i18n/translate'
import { useLanguage, useText } from '../preferences'
import { Blank, ListBones } from '../ui/blank'
import { Confirm } from '../ui/confirm'
import { formatTime } from '../ui/time'
import { useLoaded } from '../ui/use-loaded'
import type { TokenApi } from './bots.api'
import { TokenForm } from './token.form'

addTexts(texts)

/** Making tokens, and those that work. */
export function TokenList({ api, admin = false }: { api: TokenApi; admin?: boolean }) {
  const t = useText()
  const { value, reload } = useLoaded(api.list)
  return (
    <>
      <TokenForm api={api} admin={admin} onMade={() => void reload()} />
      {value === 'loading' && <ListBones count={2} />}
      {value === 'failed' && (
        <Blank text={t('tokens.failed')} role="alert">
          <button type="button" className="button" data-kind="quiet" onClick={() => void reload()}>
            {t('app.retry')}
          </button>
        </Blank>
      )}
      {typeof value === 'object' && value.items.length === 0 && (
        <p className="bots-note">{t('tokens.none')}</p>
      )}
      {typeof value === 'object' && value.items.length > 0 && (
        <ul>
          {value.items.map((token) => (
            <Token key={token.id} token={token} onRevoke={() => api.revoke(token.id).then(reload)} />
          ))}
        </ul>
      )}
    </>
  )
}

function Token({ token, onRevoke }: { token: ApiToken; onRevoke: () => Promise<unknown> }) {
  const t = useText()
  const language = useLanguage()
  const [asking, setAsking] = useState(false)
  const { name, scopes, lastUsedAt, expiresAt } = token
  const facts = [
    scopes.map((scope) => t(`tokens.scope.${scope}`)).join(', '),
    lastUsedAt ? t('tokens.used', { when: formatTime(lastUsedAt, 'short', language) }) : t('tokens.unused'),
    t('tokens.until', { when: formatTime(expiresAt, 'short', language) }),
  ]
  return (
    <li className="bots-item">
      <span className="result-text">
        <strong dir="auto">{name}</strong>
        <span>{facts.join(' · ')}</span>
      </span>
      <button
        type="button"
        className="button"
        data-kind="quiet"
        data-size="small"
        aria-label={t('tokens.revoke.named', { name })}
        onClick={() => setAsking(true)}
      >
        {t('tokens.revoke')}
      </button>
      {asking && (
        <Confirm
          title={t('tokens.revoke.ask', { name })}
          text={t('tokens.revoke.text')}
          action={t('tokens.revoke')}
          onConfirm={onRevoke}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  )
}
