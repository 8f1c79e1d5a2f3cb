import './contacts.css'
import { useEffect, useRef } from 'react'
import { useChatState } from '../chat/use-chat'
import * as texts from '../i18n/contacts'
import * as people from '../i18n/people'
import { addTexts } from '../i18n/translate'
import { useText } from '../preferences'
import { BareHeader } from '../room/room.header'
import { Blank, ListBones } from '../ui/blank'
import { type Pages, usePages } from '../ui/use-pages'
import { Asking, type Asked, type Contact, Contacts, Outgoing } from './contact.lists'
import { contactsApi } from './contacts.api'
import { FindPeople } from './find.people'

addTexts(texts, people)

/** Begins the list anew whenever a contact or a request changed somewhere, or may have while one was away. */
function useFresh<T>(pages: Pages<T>): Pages<T> {
  const news = useChatState((s) => s.contactNews)
  const since = useChatState((s) => (s.link.state === 'online' ? s.link.since : 0))
  const shown = useRef({ news, since })
  const reload = useRef(pages.reload)
  reload.current = pages.reload
  useEffect(() => {
    if (shown.current.news === news && (since === 0 || shown.current.since === since)) return
    shown.current = { news, since }
    reload.current()
  }, [news, since])
  return pages
}

const requestsTo = (direction: 'in' | 'out') => (cursor?: string) => contactsApi.requests(direction, cursor)
const incoming = requestsTo('in')
const outgoing = requestsTo('out')

export function ContactsView() {
  const t = useText()
  const asking = useFresh<Asked>(usePages<Asked>(incoming))
  const asked = useFresh<Asked>(usePages<Asked>(outgoing))
  const contacts = useFresh<Contact>(usePages<Contact>(contactsApi.list))
  const loaded = asking.items !== null && asked.items !== null && contacts.items !== null
  const failed = [asking, asked, contacts].find((pages) => pages.failed)
  return (
    <section className="room-main">
      <BareHeader title={t('contacts.title')} />
      <div className="contacts">
        <FindPeople />
        {failed && (
          <Blank text={t('contacts.failed')} role="alert">
            <button type="button" className="button" data-kind="quiet" onClick={failed.reload}>
              {t('app.retry')}
            </button>
          </Blank>
        )}
        {!loaded && !failed && <ListBones count={4} />}
        {loaded && (
          <>
            <Asking pages={asking} />
            <Outgoing pages={asked} />
            <Contacts pages={contacts} alone={asking.items?.length === 0 && asked.items?.length === 0} />
          </>
        )}
      </div>
    </section>
  )
}
