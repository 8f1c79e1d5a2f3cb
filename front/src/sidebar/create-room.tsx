import { LIMITS } from '@papo/contract/limits'
import { type FormEvent, useRef, useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import { useChat } from '../chat/use-chat'
import { errorText, useText } from '../preferences'
import { Field } from '../ui/field'
import { formText } from '../ui/form-text'

type Props = { name: string; onBack: () => void; onDone: () => void }
const KINDS = ['public', 'private'] as const

export function CreateRoom({ name, onBack, onDone }: Props) {
  const t = useText()
  const { memberships } = useChat()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  // The same room asked for again, after an answer that never came, is not made twice.
  const clientId = useRef(uuidv7())
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const text = formText(event.currentTarget)
    const value = (field: string) => text(field).trim()
    const kind = value('kind') === 'private' ? 'private' : 'public'
    setBusy(true)
    try {
      await memberships.create({
        clientId: clientId.current,
        name: value('name'),
        kind,
        ...(value('topic') && { topic: value('topic') }),
      })
      onDone()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return (
    <form
      className="form"
      onChange={() => void (clientId.current = uuidv7())}
      onSubmit={(event) => void submit(event)}
    >
      <Field
        label={t('create.name')}
        name="name"
        defaultValue={name}
        maxLength={LIMITS.roomNameMax}
        required
        autoFocus
        autoComplete="off"
      />
      <Field
        label={t('create.topic')}
        hint={t('create.topic.hint')}
        name="topic"
        maxLength={LIMITS.roomTopicMax}
        autoComplete="off"
      />
      <fieldset className="choices">
        <legend className="legend">{t('create.kind')}</legend>
        {KINDS.map((kind) => (
          <label key={kind} className="choice">
            <input type="radio" name="kind" value={kind} defaultChecked={kind === 'public'} />
            <span>
              <strong>{t(`create.${kind}`)}</strong>
              <span>{t(`create.${kind}.hint`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {error !== null && (
        <p className="form-error" role="alert">
          {errorText(t, error)}
        </p>
      )}
      <div className="dialog-actions">
        <button type="button" className="button" data-kind="quiet" onClick={onBack}>
          {t('app.cancel')}
        </button>
        <button type="submit" className="button" data-kind="primary" disabled={busy}>
          {t('create.submit')}
        </button>
      </div>
    </form>
  )
}
