/** One set, drawn on a grid of 24 with a stroke of 1.75. */
const PATHS = {
  alert: 'M12 8v5M12 16.5v.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z',
  back: 'M15 5l-7 7 7 7',
  check: 'M5 12.5l4.5 4.500L19 7.5',
  checks: 'M2.5 12.5 7 17l8-9M11 16l1 1 9-10',
  clock: 'M12 7.500V12l3 2M12 3.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z',
  close: 'M6 6l12 12M18 6 6 18',
  down: 'M12 5v14M6 13l6 6 6-6',
  edit: 'M4 20h4L19 9l-4-4L4 16v4ZM13 7l4 4',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 9.500a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z',
  eyeOff:
    'M4 4l16 16M10 6a9 9 0 0 1 2-.200c6 0 9.5 6.2 9.5 6.200a15 15 0 0 1-2.7 3.400M6.2 7.700A15 15 0 0 0 2.5 12S6 18.5 12 18.500a9 9 0 0 0 4-1',
  hash: 'M9.5 4 7.5 20M16.5 4l-2 16M4.5 9h16M3.5 15h16',
  leave: 'M14 4H6.500A1.5 1.5 0 0 0 5 5.500v13A1.5 1.5 0 0 0 6.5 20H14M10 12h10M17 8.500l3.5 3.5-3.5 3.5',
  lock: 'M6 11h12v8.500H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  menu: 'M4 7h16M4 12h16M4 17h10',
  message: 'M4 18.500V7a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H8l-4 2.500Z',
  more: 'M5.5 12v.01M12 12v.01M18.5 12v.01',
  plus: 'M12 5v14M5 12h14',
  reply: 'M10 6 4.5 11.5 10 17M5 11.500h8.500a6 6 0 0 1 6 6v1',
  retry: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.300L20 9.300M20 4.500v4.800h-4.8',
  search: 'M11 4.500a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM16 16l4 4',
  send: 'M5 12h13M12.5 6l6 6-6 6',
  settings:
    'M4 7.500h9M17.5 7.500H20M4 16.500h2.500M11 16.500h9M15.2 5.200a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.600ZM8.8 14.200a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.600Z',
  smile:
    'M12 3.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM8.5 14c.8 1.3 2 2 3.5 2s2.7-.7 3.5-2M9 9.500v.01M15 9.500v.01',
  trash: 'M5 7h14M10 7V4.500h4V7M7 7l.8 12.500h8.400L17 7M10.5 11v5M13.5 11v5',
  userMinus: 'M10 4.500a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7ZM3.5 19.500c.5-3 3-5 6.5-5s6 2 6.5 5M16 9.500h5',
  userPlus:
    'M10 4.500a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7ZM3.5 19.500c.5-3 3-5 6.5-5s6 2 6.5 5M18.5 7v5M16 9.500h5',
  users:
    'M9 5a3.2 3.2 0 1 0 0 6.400A3.2 3.2 0 0 0 9 5ZM3 19c.4-3 2.8-5 6-5s5.6 2 6 5M15.5 5.300a3.2 3.2 0 0 1 0 5.900M17.5 14.300c2 .7 3.2 2.4 3.5 4.7',
} as const
export type IconName = keyof typeof PATHS

export function Icon({ name, small }: { name: IconName; small?: boolean }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" data-small={small || undefined}>
      <path d={PATHS[name]} />
    </svg>
  )
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
