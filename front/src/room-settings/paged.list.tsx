import type { ReactNode } from 'react'
import { useText } from '../preferences'
import { Blank, ListBones } from '../ui/blank'
import type { Pages } from '../ui/use-pages'

type Props<T> = { pages: Pages<T>; empty: string; label: string; children: (item: T) => ReactNode }

/** A list in all its states: on its way, failed, empty, with more to come. */
export function PagedList<T>({ pages, empty, label, children }: Props<T>) {
  const t = useText()
  const { items, failed, more, reload } = pages
  if (failed && items === null)
    return (
      <Blank text={t('roomSettings.failed')} role="alert">
        <button type="button" className="button" data-kind="quiet" onClick={reload}>
          {t('app.retry')}
        </button>
      </Blank>
    )
  if (items === null) return <ListBones count={5} />
  if (items.length === 0) return <Blank text={empty} role="status" />
  return (
    <>
      <ul className="settings-list" aria-label={label}>
        {items.map(children)}
      </ul>
      {more && (
        <button type="button" className="button" data-kind="quiet" data-size="small" onClick={more}>
          {t('app.more')}
        </button>
      )}
    </>
  )
}
