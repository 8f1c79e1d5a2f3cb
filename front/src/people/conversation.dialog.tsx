import './people.css'
import type { UserWithPresence } from '@papo/contract'
import { LIMITS } from '@papo/contract/limits'
import { useState } from 'react'
import { asChatError } from '../chat-error'
import { useChat } from '../chat/use-chat'
import * as texts from '../i18n/people'
import { addTexts } from '../i18n/translate'
import { errorText, type Text, useText } from '../preferences'
import { Dialog } from '../ui/dialog'
import { PeoplePicker } from './people.picker'

addTexts(texts)

/** A conversation with one or several: the one that these people have, or a new one. */
export function ConversationDialog({ onClose }: { onClose: () => void }) {
  const t = useText()
  const { memberships } = useChat()
  const [chosen, setChosen] = useState<readonly UserWithPresence[]>([])
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const left = LIMITS.directUsersMax - chosen.length
  const choose = (next: readonly UserWithPresence[]) => {
    setChosen(next)
    setError(null)
  }
  const open = async () => {
    if (chosen.length === 0 || busy) return
    setBusy(true)
    try {
      await memberships.direct(chosen.map((user) => user.id))
      onClose()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return (
    <Dialog title={t('conversation.title')} onClose={onClose}>
      <PeoplePicker chosen={chosen} full={left === 0} onChange={choose} onSubmit={() => void open()} />
      {error !== null && (
        <p className="form-error" role="alert">
          {refusalText(t, error, chosen.length)}
        </p>
      )}
      <div className="dialog-actions conversation-end">
        <p>
          {chosen.length > 0 && t(left === 0 ? 'conversation.full' : 'conversation.hint', { count: left })}
        </p>
        <button
          type="button"
          className="button"
          data-kind="primary"
          disabled={busy || chosen.length === 0}
          onClick={() => void open()}
        >
          {t('conversation.open')}
        </button>
      </div>
    </Dialog>
  )
}

function refusalText(t: Text, error: unknown, people: number): string {
  if (asChatError(error).code !== 'forbidden') return errorText(t, error)
  return t(people === 1 ? 'conversation.refused.one' : 'conversation.refused.many')
}
