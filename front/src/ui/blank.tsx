import type { ReactNode } from 'react'

type Props = { title?: string; text: string; role?: 'status' | 'alert'; children?: ReactNode }

/** What stands where there is nothing: says why, and the way on. */
export function Blank({ title, text, role, children }: Props) {
  return (
    <div className="blank" role={role}>
      {title && <h2>{title}</h2>}
      <p>{text}</p>
      {children}
    </div>
  )
}

/** Grey shapes in the place of a list that is on its way. */
export function ListBones({ count }: { count: number }) {
  return (
    <div className="list-bones" aria-hidden="true">
      {Array.from({ length: count }, (_, i) => (
        <div key={i} className="bone" data-width={i % 4} />
      ))}
    </div>
  )
}
