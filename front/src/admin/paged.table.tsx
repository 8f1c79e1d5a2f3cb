import type { ReactNode } from 'react'
import { useText } from '../preferences'
import { Blank, ListBones } from '../ui/blank'
import type { Pages } from '../ui/use-pages'
import { RecordTable } from './record.table'

type Props<T> = {
  name: string
  columns: readonly string[]
  /** The last column is what can be done, which needs no heading for the eye. */
  acts?: boolean
  none: string
  pages: Pages<T>
  row: (item: T) => ReactNode
}

/** Records that come a page at a time. */
export function PagedTable<T>({ name, columns, acts = false, none, pages, row }: Props<T>) {
  const t = useText()
  const { failed, more, reload } = pages
  if (pages.items === null && !failed) return <ListBones count={8} />
  const items = pages.items ?? []
  return (
    <div aria-live="polite">
      {items.length > 0 && (
        <RecordTable name={name} columns={columns} acts={acts}>
          {items.map(row)}
        </RecordTable>
      )}
      {!failed && items.length === 0 && <Blank text={none} />}
      {failed && <Blank text={t('admin.failed')} role="alert" />}
      {(more || failed) && (
        <button type="button" className="button records-more" data-kind="quiet" onClick={more ?? reload}>
          {t(failed ? 'app.retry' : 'app.more')}
        </button>
      )}
    </div>
  )
}
