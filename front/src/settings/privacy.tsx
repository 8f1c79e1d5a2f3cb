import type { User } from '@papo/contract'
import { useCallback, useEffect, useState } from 'react'
import { api } from '../api'
import { asChatError } from '../chat-error'
import { notify } from '../chat/chat.store'
import { useChat, useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { Avatar } from '../ui/avatar'
import { Blank, ListBones } from '../ui/blank'
import { Switch } from '../ui/switch'
import { Directory } from './directory'

export function Privacy() {
  const t = useText()
  const { settings } = useChat()
  const readReceipts = useChatState((s) => s.self.settings.readReceipts)
  return (
    <>
      <section>
        <h2>{t('settings.privacy')}</h2>
        <Switch
          label={t('settings.receipts')}
          hint={t('settings.receipts.hint')}
          checked={readReceipts}
          onChange={(on) => void settings.set({ readReceipts: on })}
        />
      </section>
      <Directory />
      <section>
        <header>
          <h2>{t('settings.blocked')}</h2>
          <p>{t('settings.blocked.hint')}</p>
        </header>
        <BlockedPeople />
      </section>
    </>
  )
}

function BlockedPeople() {
  const t = useText()
  const blocked = useChatState((s) => s.blocked)
  const [people, setPeople] = useState<readonly User[] | 'failed' | null>(null)
  const load = useCallback(async () => {
    try {
      setPeople((await api.blocks()).items)
    } catch {
      setPeople('failed')
    }
  }, [])
  // Again whenever the list changed, here or on another tab.
  useEffect(() => void load(), [load, blocked])
  if (people === null) return <ListBones count={2} />
  if (people === 'failed')
    return (
      <Blank text={t('settings.blocked.failed')} role="alert">
        <button type="button" className="button" data-kind="quiet" onClick={() => void load()}>
          {t('app.retry')}
        </button>
      </Blank>
    )
  const shown = people.filter((user) => blocked.includes(user.id))
  if (shown.length === 0) return <p className="settings-none">{t('settings.blocked.none')}</p>
  return (
    <ul className="settings-list">
      {shown.map((user) => (
        <BlockedPerson key={user.id} user={user} />
      ))}
    </ul>
  )
}

function BlockedPerson({ user }: { user: User }) {
  const t = useText()
  const { blocks, store } = useChat()
  const [busy, setBusy] = useState(false)
  const unblock = async () => {
    setBusy(true)
    try {
      await blocks.set(user.id, false)
    } catch (error) {
      setBusy(false)
      notify(store, `error.${asChatError(error).code}`)
    }
  }
  return (
    <li>
      <Avatar user={user} size="medium" />
      <span className="result-text">
        <strong dir="auto">{user.displayName}</strong>
        <span>@{user.username}</span>
      </span>
      <button
        type="button"
        className="button"
        data-kind="quiet"
        data-size="small"
        disabled={busy}
        onClick={() => void unblock()}
        aria-label={t('settings.blocked.unblock.named', { name: user.displayName })}
      >
        {t('settings.blocked.unblock')}
      </button>
    </li>
  )
}
