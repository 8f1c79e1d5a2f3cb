import type { LucideIcon } from 'lucide-react'

/** All icons are Lucide's; each place names the one that it draws, so that no screen loads another's. */
export function Icon({ of: Drawn, small }: { of: LucideIcon; small?: boolean }) {
  return <Drawn className="icon" strokeWidth={1.75} aria-hidden="true" data-small={small || undefined} />
}

export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 32 32" aria-hidden="true">
      <path
        fill="currentColor"
        d="M16 3c7.5 0 13 5 13 11.800s-5.5 11.8-13 11.800c-1.3 0-2.6-.2-3.8-.5l-6.6 3.200c-.7.3-1.4-.3-1.2-1l1.3-5.600C4 20.6 3 17.9 3 14.8 3 8 8.5 3 16 3Z"
      />
      <g fill="var(--on-accent)">
        <circle cx="10.5" cy="15" r="2" />
        <circle cx="16" cy="15" r="2" />
        <circle cx="21.5" cy="15" r="2" />
      </g>
    </svg>
  )
}
