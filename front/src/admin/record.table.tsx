import type { ReactNode } from 'react'

type Props = {
  name: string
  columns: readonly string[]
  /** The last column is what can be done, which needs no heading for the eye. */
  acts?: boolean
  children: ReactNode
}

/** A table on a desk, a list on a phone. Its roles are said, as browsers forget them when it is laid out anew. */
export function RecordTable({ name, columns, acts = false, children }: Props) {
  return (
    <table className="records" role="table" aria-label={name}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column, place) => (
            <th key={column} role="columnheader" scope="col" data-acts={acts && place === columns.length - 1}>
              <span>{column}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">{children}</tbody>
    </table>
  )
}
