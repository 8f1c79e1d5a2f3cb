import type { Response } from '@papo/contract'
import { useCallback } from 'react'
import { asChatError } from '../chat-error'
import { notify } from '../chat/chat.store'
import { useChat, useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { Blank } from '../ui/blank'
import type { Pages } from '../ui/use-pages'
import { Act, PersonRow } from './person.row'
import { useContactActs } from './use-contact-acts'

export type Contact = Response<'contacts'>['items'][number]
export type Asked = Response<'contactRequests'>['items'][number]

export function Asking({ pages }: { pages: Pages<Asked> }) {
  const t = useText()
  const acts = useContactActs()
  if (!pages.items?.length) return null
  return (
    <section>
      <h2>{t('contacts.requests')}</h2>
      <ul className="contact-list">
        {pages.items.map(({ user }) => (
          <PersonRow key={user.id} user={user}>
            <Act
              strong
              label={t('contacts.accept')}
              named={t('contacts.accept.named', { name: user.displayName })}
              onClick={() => void acts.accept(user.id)}
            />
            <Act
              label={t('contacts.refuse')}
              named={t('contacts.refuse.named', { name: user.displayName })}
              onClick={() => void acts.endRequest(user.id)}
            />
          </PersonRow>
        ))}
      </ul>
      <More pages={pages} />
    </section>
  )
}

export function Outgoing({ pages }: { pages: Pages<Asked> }) {
  const t = useText()
  const acts = useContactActs()
  if (!pages.items?.length) return null
  return (
    <section>
      <h2>{t('contacts.asked')}</h2>
      <ul className="contact-list">
        {pages.items.map(({ user }) => (
          <PersonRow key={user.id} user={user}>
            <Act
              label={t('contacts.takeBack')}
              named={t('contacts.takeBack.named', { name: user.displayName })}
              onClick={() => void acts.endRequest(user.id)}
            />
          </PersonRow>
        ))}
      </ul>
      <More pages={pages} />
    </section>
  )
}

export function Contacts({ pages, alone }: { pages: Pages<Contact>; alone: boolean }) {
  const t = useText()
  const { memberships, store } = useChat()
  const presences = useChatState((s) => s.presence)
  const write = useCallback(
    (userId: string) =>
      memberships.direct([userId]).catch((error: unknown) => {
        const { code } = asChatError(error)
        notify(store, code === 'forbidden' ? 'conversation.refused.one' : `error.${code}`)
      }),
    [memberships, store],
  )
  if (!pages.items?.length)
    return alone ? <Blank title={t('contacts.none')} text={t('contacts.none.text')} /> : null
  return (
    <section>
      <h2>{t('contacts.list')}</h2>
      <ul className="contact-list">
        {pages.items.map(({ user }) => {
          const presence = presences[user.id] ?? user.presence
          return (
            <PersonRow key={user.id} user={user} presence={presence} note={t(`presence.${presence}`)}>
              <Act
                label={t('contacts.write')}
                named={t('contacts.write.named', { name: user.displayName })}
                onClick={() => void write(user.id)}
              />
            </PersonRow>
          )
        })}
      </ul>
      <More pages={pages} />
    </section>
  )
}

function More<T>({ pages: { more } }: { pages: Pages<T> }) {
  const t = useText()
  if (!more) return null
  return (
    <button type="button" className="button" data-kind="quiet" onClick={more}>
      {t('contacts.more')}
    </button>
  )
}
