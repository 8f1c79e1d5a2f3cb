import type { AdminUser } from '@papo/contract'
import { useCallback, useState } from 'react'
import { useText } from '../preferences'
import { SearchField } from '../ui/field'
import { isPhone } from '../ui/shell'
import { usePages } from '../ui/use-pages'
import { usePaused } from '../ui/use-paused'
import { adminApi } from './admin.api'
import { type Ask, AccountDialog } from './account.dialog'
import { AccountRow } from './account.row'
import { PagedTable } from './paged.table'

export function AccountTable() {
  const t = useText()
  const [q, setQ] = useState('')
  const [asking, setAsking] = useState<Ask | null>(null)
  const paused = usePaused(q.trim())
  const fetchPage = useCallback((cursor?: string) => adminApi.users(paused, cursor), [paused])
  const pages = usePages<AdminUser>(fetchPage)
  const replace = (user: AdminUser) =>
    pages.change((items) => items.map((one) => (one.id === user.id ? user : one)))
  const change = async (user: AdminUser, to: { role?: AdminUser['role']; banned?: boolean }) =>
    replace((await adminApi.updateUser(user.id, to)).user)
  const columns = ['person', 'role', 'seen', 'sessions', 'actions'] as const
  return (
    <>
      <SearchField label={t('admin.users.search')} value={q} onChange={setQ} autoFocus={!isPhone()} />
      <PagedTable
        name={t('admin.users')}
        columns={columns.map((column) => t(`admin.users.${column}`))}
        acts
        none={t('admin.users.none')}
        pages={pages}
        row={(user) => <AccountRow key={user.id} user={user} onAsk={setAsking} onChange={change} />}
      />
      {asking && (
        <AccountDialog ask={asking} onChange={change} onReplace={replace} onClose={() => setAsking(null)} />
      )}
    </>
  )
}
