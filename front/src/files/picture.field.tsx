import './picture.field.css'
import { LIMITS } from '@papo/contract/limits'
import { type ReactNode, useRef, useState } from 'react'
import * as texts from '../i18n/picture'
import * as upload from '../i18n/upload'
import { addTexts } from '../i18n/translate'
import { errorText, useLanguage, useText } from '../preferences'
import { formatBytes } from './bytes'
import { type Choice, type Owner, usePictureChoice } from './use-picture-choice'

addTexts(texts, upload)

const TYPES = 'image/png,image/jpeg,image/webp,image/gif,image/avif'

type Props = {
  owner: Owner
  /** What stands for the person or the room now. */
  face: ReactNode
  has: boolean
  /** Takes the picture as theirs, or away. @throws ChatError */
  save: (fileId: string | null) => Promise<unknown>
}

/** The picture of a person or a room: chosen, looked at as it will be, sent, taken away. */
export function PictureField({ owner, face, has, save }: Props) {
  const t = useText()
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const put = async (fileId: string | null): Promise<boolean> => {
    setBusy(true)
    setError(null)
    try {
      await save(fileId)
      return true
    } catch (failure) {
      setError(failure)
      return false
    } finally {
      setBusy(false)
    }
  }
  const { choice, choose, send, cancel } = usePictureChoice(owner, put)
  const pick = () => input.current?.click()
  const chosen = 'url' in choice ? choice : null
  return (
    <div className="picture-field">
      <input
        ref={input}
        type="file"
        accept={TYPES}
        hidden
        onChange={({ currentTarget }) => {
          setError(null)
          void choose(currentTarget.files?.[0])
          // The same one may be chosen again.
          currentTarget.value = ''
        }}
      />
      {chosen ? <img className="picture-chosen" src={chosen.url} alt={t('picture.preview')} /> : face}
      <div className="picture-acts">
        {choice.step === 'sending' && <Sending sent={choice.sent} onCancel={cancel} />}
        {choice.step === 'chosen' && <Chosen onUse={() => void send()} onCancel={cancel} />}
        {(choice.step === 'none' || choice.step === 'failed') && (
          <>
            <button type="button" className="button" data-kind="quiet" data-size="small" onClick={pick}>
              {t(choice.step === 'failed' ? 'picture.other' : has ? 'picture.change' : 'picture.choose')}
            </button>
            {has && (
              <button
                type="button"
                className="button"
                data-kind="plain"
                data-size="small"
                onClick={() => void put(null)}
                disabled={busy}
              >
                {t('picture.remove')}
              </button>
            )}
          </>
        )}
        <Trouble choice={choice} error={error} />
      </div>
    </div>
  )
}

function Chosen({ onUse, onCancel }: { onUse: () => void; onCancel: () => void }) {
  const t = useText()
  return (
    <>
      <button
        type="button"
        className="button"
        data-kind="primary"
        data-size="small"
        onClick={onUse}
        autoFocus
      >
        {t('picture.use')}
      </button>
      <button type="button" className="button" data-kind="plain" data-size="small" onClick={onCancel}>
        {t('app.cancel')}
      </button>
      <p className="field-hint">{t('picture.cut')}</p>
    </>
  )
}

function Sending({ sent, onCancel }: { sent: number; onCancel: () => void }) {
  const t = useText()
  const text = t(sent < 1 ? 'picture.sending' : 'picture.checking')
  return (
    <>
      <span
        className="picture-progress"
        role="progressbar"
        aria-label={text}
        aria-valuenow={Math.round(sent * 100)}
      >
        <span style={{ width: `${sent * 100}%` }} />
      </span>
      <button type="button" className="button" data-kind="plain" data-size="small" onClick={onCancel}>
        {t('app.cancel')}
      </button>
      <p className="field-hint" role="status">
        {text}
      </p>
    </>
  )
}

function Trouble({ choice, error }: { choice: Choice; error: unknown }) {
  const t = useText()
  const limit = formatBytes(LIMITS.avatarBytesMax, useLanguage())
  const words = () => {
    if (choice.step !== 'failed') return error === null ? null : errorText(t, error)
    const { trouble } = choice
    return trouble === 'tooLarge'
      ? t('upload.trouble.tooLarge.limit', { limit })
      : t(`upload.trouble.${trouble}`)
  }
  const text = words()
  return (
    text && (
      <p className="field-error" role="alert">
        {text}
      </p>
    )
  )
}
