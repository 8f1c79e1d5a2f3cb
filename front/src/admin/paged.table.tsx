import type { ReactNode } from 'react'
import { useText } from '../preferences'
import { Blank, ListBones } from '../ui/blank'

type Props<T> = {
  name: string
  columns: readonly string[]
  none: string
  pages: {
    state: 'loading' | 'failed' | 'ready'
    items: T[]
    nextCursor?: string | undefined
    more: () => void
  }
  row: (item: T) => ReactNode
}

/** A table on a desk, a list on a phone. Its roles are said, as browsers forget them when it is laid out anew. */
export function PagedTable<T>({ name, columns, none, pages, row }: Props<T>) {
  const t = useText()
  const { state, items, nextCursor, more } = pages
  if (state === 'loading') return <ListBones count={8} />
  return (
    <div aria-live="polite">
      {items.length > 0 && (
        <table className="records" role="table" aria-label={name}>
          <thead role="rowgroup">
            <tr role="row">
              {columns.map((column, place) => (
                <th key={column} role="columnheader" scope="col" data-last={place === columns.length - 1}>
                  <span>{column}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">{items.map(row)}</tbody>
        </table>
      )}
      {state === 'ready' && items.length === 0 && <Blank text={none} />}
      {state === 'failed' && <Blank text={t('admin.failed')} role="alert" />}
      {(nextCursor !== undefined || state === 'failed') && (
        <button type="button" className="button records-more" data-kind="quiet" onClick={more}>
          {t(state === 'failed' ? 'app.retry' : 'app.more')}
        </button>
      )}
    </div>
  )
}
