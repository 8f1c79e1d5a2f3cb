import type { JoinedRoom, User } from '@papo/contract'
import { useCallback } from 'react'
import { asChatError } from '../chat-error'
import { notify } from '../chat/chat.store'
import { useChat } from '../chat/use-chat'
import { useText } from '../preferences'
import { Avatar } from '../ui/avatar'
import { PagedList } from './paged.list'
import { roomApi } from './room.api'
import { usePages } from '../ui/use-pages'

export function BansPart({ room: { id } }: { room: JoinedRoom }) {
  const t = useText()
  const { store } = useChat()
  const pages = usePages<User>(useCallback((cursor) => roomApi.bans(id, { cursor }), [id]))
  const lift = async (user: User) => {
    try {
      await roomApi.unban(id, user.id)
      pages.change((items) => items.filter((one) => one.id !== user.id))
      notify(store, 'bans.lifted', { name: user.displayName })
    } catch (error) {
      notify(store, `error.${asChatError(error).code}`)
      pages.reload()
    }
  }
  return (
    <PagedList pages={pages} label={t('roomSettings.bans')} empty={t('bans.none')}>
      {(user) => (
        <li key={user.id} className="settings-row">
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
            aria-label={t('bans.lift.named', { name: user.displayName })}
            onClick={() => void lift(user)}
          >
            {t('bans.lift')}
          </button>
        </li>
      )}
    </PagedList>
  )
}
