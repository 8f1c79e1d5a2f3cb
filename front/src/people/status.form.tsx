import { LIMITS } from '@papo/contract/limits'
import { SmilePlus } from 'lucide-react'
import { type FormEvent, lazy, useId, useState } from 'react'
import { useChatState } from '../chat/use-chat'
import type { TextKey } from '../i18n/translate'
import { errorText, useText } from '../preferences'
import { Icon } from '../ui/icon'
import { useUpdateMe } from './use-update-me'
import { Late } from '../ui/late'

const EmojiPicker = lazy(() => import('../emoji/picker').then((m) => ({ default: m.EmojiPicker })))

const SUGGESTIONS: readonly { emoji: string; text: TextKey }[] = [
  { emoji: '📅', text: 'status.suggest.meeting' },
  { emoji: '🎧', text: 'status.suggest.focus' },
  { emoji: '🍽️', text: 'status.suggest.lunch' },
  { emoji: '🏠', text: 'status.suggest.home' },
  { emoji: '🤒', text: 'status.suggest.ill' },
  { emoji: '🏝️', text: 'status.suggest.holiday' },
]

/** One's own status: an emoji and a few words, one's own or a suggestion's. */
export function StatusForm({ onDone, focused }: { onDone: () => void; focused?: boolean }) {
  const t = useText()
  const self = useChatState((s) => s.self)
  const [emoji, setEmoji] = useState(self.statusEmoji ?? '')
  const [text, setText] = useState(self.statusText ?? '')
  const { update, busy, error } = useUpdateMe()
  const had = (self.statusEmoji ?? self.statusText) !== undefined
  const save = async (status: { emoji: string; text: string }) => {
    // A sign alone says little, words alone want a sign: a speech balloon stands for any.
    const sign = status.text !== '' && status.emoji === '' ? '💬' : status.emoji
    if (await update({ statusEmoji: sign || null, statusText: status.text })) onDone()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save({ emoji, text: text.trim() })
  }
  return (
    <form className="status-form" onSubmit={submit}>
      <StatusField focused={focused} emoji={emoji} text={text} onEmoji={setEmoji} onText={setText} />
      <ul className="status-suggestions" aria-label={t('status.suggestions')}>
        {SUGGESTIONS.map((one) => (
          <li key={one.text}>
            <button
              type="button"
              onClick={() => {
                setEmoji(one.emoji)
                setText(t(one.text))
              }}
            >
              <span aria-hidden="true">{one.emoji}</span>
              {t(one.text)}
            </button>
          </li>
        ))}
      </ul>
      {error !== null && (
        <p className="form-error" role="alert">
          {errorText(t, error)}
        </p>
      )}
      <div className="dialog-actions">
        {had && (
          <button
            type="button"
            className="button"
            data-kind="plain"
            disabled={busy}
            onClick={() => void save({ emoji: '', text: '' })}
          >
            {t('status.clear')}
          </button>
        )}
        <button type="submit" className="button" data-kind="primary" disabled={busy}>
          {t('status.save')}
        </button>
      </div>
    </form>
  )
}

type FieldProps = {
  focused: boolean | undefined
  emoji: string
  text: string
  onEmoji: (emoji: string) => void
  onText: (text: string) => void
}

function StatusField({ focused, emoji, text, onEmoji, onText }: FieldProps) {
  const t = useText()
  const id = useId()
  const [anchor, setAnchor] = useState<Element | null>(null)
  return (
    <div className="field">
      <label htmlFor={id}>{t('status.text')}</label>
      <div className="input-box status-field">
        <button
          type="button"
          className="icon-button"
          aria-haspopup="dialog"
          aria-label={emoji ? t('status.emoji.named', { emoji }) : t('status.emoji')}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          {emoji ? <span className="status-sign">{emoji}</span> : <Icon of={SmilePlus} />}
        </button>
        <input
          id={id}
          value={text}
          maxLength={LIMITS.statusTextMax}
          placeholder={t('status.placeholder')}
          autoComplete="off"
          autoFocus={focused}
          dir="auto"
          onChange={(event) => onText(event.target.value)}
        />
      </div>
      {anchor && (
        <Late>
          <EmojiPicker
            anchor={anchor}
            onPick={(picked) => {
              onEmoji(picked)
              setAnchor(null)
            }}
            onClose={() => setAnchor(null)}
          />
        </Late>
      )}
    </div>
  )
}
