import '../ui/danger.css'
import { type FormEvent, useState } from 'react'
import { asChatError, type ChatError } from '../chat-error'
import { useChat, useChatState } from '../chat/use-chat'
import { errorText, useText } from '../preferences'
import { logOut } from '../session/session.store'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { formText } from '../ui/form-text'
import { ownDataApi } from './own.data.api'

export function DeleteAccount() {
  const t = useText()
  const [asking, setAsking] = useState(false)
  return (
    <section className="settings-danger">
      <h3>{t('ownData.delete')}</h3>
      <p>{t('ownData.delete.text')}</p>
      <button type="button" className="button" data-kind="quiet" data-danger onClick={() => setAsking(true)}>
        {t('ownData.delete')}…
      </button>
      {asking && <Leaving onStay={() => setAsking(false)} />}
    </section>
  )
}

/** Nobody does this by a slip: it asks for the password. */
function Leaving({ onStay }: { onStay: () => void }) {
  const t = useText()
  const { box, drafts, uploads } = useChat()
  const username = useChatState((s) => s.self.username)
  const [messages, setMessages] = useState<'keep' | 'erase'>('keep')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ChatError | null>(null)
  const wrong = error?.reply.issues?.some(({ path }) => path === 'password')
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setBusy(true)
    try {
      await ownDataApi.deleteMe({ password: formText(event.currentTarget)('password'), messages })
      await logOut().catch(() => undefined)
      box.clear()
      drafts.clear()
      await uploads.clear()
      location.assign('/')
    } catch (failure) {
      setError(asChatError(failure))
      setBusy(false)
    }
  }
  return (
    <Dialog title={t('ownData.delete.ask')} onClose={onStay}>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <p>{t('ownData.delete.what')}</p>
        <fieldset className="settings-radios">
          <legend className="legend">{t('ownData.messages')}</legend>
          {(['keep', 'erase'] as const).map((choice) => (
            <label key={choice}>
              <input
                type="radio"
                name="messages"
                checked={messages === choice}
                onChange={() => setMessages(choice)}
              />
              <span>{t(`ownData.messages.${choice}`)}</span>
            </label>
          ))}
        </fieldset>
        <input type="hidden" name="username" autoComplete="username" value={username} readOnly />
        <Field
          label={t('ownData.password')}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          error={wrong ? t('ownData.password.wrong') : undefined}
        />
        {error && !wrong && (
          <p className="form-error" role="alert">
            {error.reply.code === 'forbidden' ? t('ownData.delete.owner') : errorText(t, error)}
          </p>
        )}
        <div className="dialog-actions">
          <button type="button" className="button" data-kind="quiet" onClick={onStay}>
            {t('app.cancel')}
          </button>
          <button type="submit" className="button" data-kind="danger" disabled={busy}>
            {t('ownData.delete.action')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
