import type { UserWithPresence } from '@papo/contract'
import { useState } from 'react'
import { api } from '../api'
import { useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { Blank } from '../ui/blank'
import { SearchField } from '../ui/field'
import { useSearch } from '../ui/use-search'
import { ContactButton } from './contact.button'
import { PersonRow } from './person.row'

const SHOWN = 6
const search = async (q: string): Promise<readonly UserWithPresence[]> => (await api.users(q)).items

/** Whom one could ask. */
export function FindPeople() {
  const t = useText()
  const selfId = useChatState((s) => s.self.id)
  const [q, setQ] = useState('')
  const found = useSearch(q, search, false)
  const people = found.state === 'ready' ? found.items.filter((user) => user.id !== selfId && !user.bot) : []
  return (
    <section className="contact-find" aria-label={t('contacts.find')}>
      <SearchField label={t('contacts.find')} value={q} onChange={setQ} autoFocus={false} />
      <p>{t('contacts.find.hint')}</p>
      {found.state === 'failed' && <Blank text={t('contacts.failed')} role="alert" />}
      {found.state === 'ready' && people.length === 0 && (
        <p role="status">{t('conversation.none', { q: found.q })}</p>
      )}
      {people.length > 0 && (
        <ul className="contact-list">
          {people.slice(0, SHOWN).map((user) => (
            <PersonRow key={user.id} user={user} presence={user.presence}>
              <ContactButton user={user} />
            </PersonRow>
          ))}
        </ul>
      )}
    </section>
  )
}
