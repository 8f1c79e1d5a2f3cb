import type { LoginIdentity } from '@papo/contract'
import { useState } from 'react'
import { asChatError } from '../chat-error'
import { useText, useLanguage } from '../preferences'
import { AskForm, PasswordField } from '../second-factor/ask.form'
import { Dialog } from '../ui/dialog'
import { formatTime } from '../ui/time'
import { sayAgain } from './first.password'
import { oidcApi } from './oidc.api'
import { useReturned } from './returned'

type Props = {
  items: readonly LoginIdentity[]
  provider: string | undefined
  /** Whether one could log in without any of these. */
  password: boolean
  onChange: () => void
}

export function LinkedLogins({ items, provider, password, onChange }: Props) {
  const t = useText()
  const { problem, linked } = useReturned()
  const [unlinking, setUnlinking] = useState<LoginIdentity | null>(null)
  const name = provider ?? ''
  return (
    <section>
      <header>
        <h2>{t('oidc.linked.title')}</h2>
        <p>{t('oidc.linked.text')}</p>
      </header>
      {problem && (
        <p className="form-error" role="alert">
          {t(`oidc.problem.${problem}`, { name })}
        </p>
      )}
      {linked && <p role="status">{t('oidc.linked.done', { name })}</p>}
      {items.length > 0 && (
        <ul className="settings-list">
          {items.map((item) => (
            <Linked
              key={item.id}
              item={item}
              provider={provider}
              onUnlink={password || items.length > 1 ? () => setUnlinking(item) : undefined}
            />
          ))}
        </ul>
      )}
      {items.length === 0 && provider !== undefined && <LinkButton name={provider} />}
      {unlinking && (
        <Unlink
          item={unlinking}
          name={nameOf(unlinking, provider)}
          onDone={onChange}
          onClose={() => setUnlinking(null)}
        />
      )}
    </section>
  )
}

/** Of a provider that Papo does not know any more there is but its address. */
const nameOf = ({ issuer }: LoginIdentity, provider: string | undefined) => provider ?? new URL(issuer).host

type LinkedProps = { item: LoginIdentity; provider: string | undefined; onUnlink: (() => void) | undefined }

function Linked({ item, provider, onUnlink }: LinkedProps) {
  const t = useText()
  const language = useLanguage()
  const name = nameOf(item, provider)
  const when = formatTime(item.linkedAt, 'short', language)
  return (
    <li>
      <span className="result-text">
        <strong dir="auto">{item.name ? `${name} · ${item.name}` : name}</strong>
        <span>{onUnlink ? t('oidc.linked.since', { when }) : t('oidc.unlink.last')}</span>
      </span>
      {onUnlink && (
        <button
          type="button"
          className="button"
          data-kind="quiet"
          data-size="small"
          onClick={onUnlink}
          aria-label={t('oidc.unlink.named', { name })}
        >
          {t('oidc.unlink')}
        </button>
      )}
    </li>
  )
}

function LinkButton({ name }: { name: string }) {
  const t = useText()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <button type="button" className="button" data-kind="quiet" onClick={() => setAsking(true)}>
        {t('oidc.link', { name })}
      </button>
      {asking && (
        <Dialog title={t('oidc.link.ask', { name })} onClose={() => setAsking(false)}>
          <AskForm
            field="password"
            submitLabel={t('oidc.continue', { name })}
            send={async (password) => location.assign((await oidcApi.link(password)).url)}
            onCancel={() => setAsking(false)}
          >
            {(wrong) => (
              <>
                <p>{t('oidc.link.text', { name })}</p>
                <PasswordField wrong={wrong} />
              </>
            )}
          </AskForm>
        </Dialog>
      )}
    </>
  )
}

type UnlinkProps = { item: LoginIdentity; name: string; onDone: () => void; onClose: () => void }

function Unlink({ item, name, onDone, onClose }: UnlinkProps) {
  const t = useText()
  const [said, setSaid] = useState<string | null>(null)
  const unlink = async () => {
    try {
      await oidcApi.unlink(item.id)
      onClose()
      onDone()
    } catch (failure) {
      const error = asChatError(failure)
      setSaid(error.code === 'conflict' ? t('oidc.unlink.last') : sayAgain(t, error))
    }
  }
  return (
    <Dialog title={t('oidc.unlink.ask', { name })} onClose={onClose}>
      <p>{t('oidc.unlink.text')}</p>
      {said && (
        <p className="form-error" role="alert">
          {said}
        </p>
      )}
      <div className="dialog-actions">
        <button type="button" className="button" data-kind="quiet" onClick={onClose}>
          {t('app.cancel')}
        </button>
        <button type="button" className="button" data-kind="primary" onClick={() => void unlink()}>
          {t('oidc.unlink')}
        </button>
      </div>
    </Dialog>
  )
}
