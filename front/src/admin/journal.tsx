import type { JournalEntry, User } from '@papo/contract'
import { JOURNAL_ACTIONS } from '@papo/contract/names'
import { useCallback, useState } from 'react'
import { useLanguage, useText } from '../preferences'
import { Select } from '../ui/select'
import { usePages } from '../ui/use-pages'
import { formatTime } from '../ui/time'
import { adminApi } from './admin.api'
import { PagedTable } from './paged.table'

type Action = JournalEntry['action']

/** What concerns the whole installation, the latest first. */
export function Journal() {
  const t = useText()
  const [action, setAction] = useState<Action | ''>('')
  const pages = usePages<JournalEntry>(
    useCallback((cursor?: string) => adminApi.journal(action || undefined, cursor), [action]),
  )
  const columns = ['when', 'what', 'who', 'whom'] as const
  return (
    <>
      <Select<Action | ''>
        label={t('admin.journal.filter')}
        value={action}
        onChange={setAction}
        options={[
          { value: '', label: t('admin.journal.all') },
          ...JOURNAL_ACTIONS.map((value) => ({ value, label: t(`admin.journal.${value}`) })),
        ]}
      />
      <PagedTable
        name={t('admin.journal')}
        columns={columns.map((column) => t(`admin.journal.${column}`))}
        none={t('admin.journal.none')}
        pages={pages}
        row={(entry) => <Row key={entry.id} entry={entry} />}
      />
    </>
  )
}

function Row({ entry: { at, action, actor, user, detail } }: { entry: JournalEntry }) {
  const t = useText()
  const language = useLanguage()
  const details = Object.entries(detail ?? {}).map(([name, value]) => `${name}: ${String(value)}`)
  const name = (who: User | undefined) => (who ? who.displayName || t('names.gone') : '–')
  return (
    <tr role="row">
      <td role="cell">
        <time dateTime={at} title={formatTime(at, 'moment', language)}>
          {formatTime(at, 'short', language)}
        </time>
      </td>
      <td role="cell" className="record-name">
        <span className="result-text">
          <strong>{t(`admin.journal.${action}`)}</strong>
          {details.length > 0 && <span dir="auto">{details.join(' · ')}</span>}
        </span>
      </td>
      <td role="cell" data-label={t('admin.journal.who')} dir="auto">
        {name(actor)}
      </td>
      <td role="cell" data-label={t('admin.journal.whom')} dir="auto">
        {name(user)}
      </td>
    </tr>
  )
}
