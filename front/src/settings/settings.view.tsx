import './settings.css'
import { ChevronLeft } from 'lucide-react'
import { lazy, type ReactNode, useEffect, useRef } from 'react'
import * as people from '../i18n/people'
import * as texts from '../i18n/settings'
import { addTexts } from '../i18n/translate'
import { useText } from '../preferences'
import { BareHeader } from '../room/room.header'
import { hrefOf } from '../route'
import { ListBones } from '../ui/blank'
import { Icon } from '../ui/icon'
import { isPhone } from '../ui/shell'
import { Appearance } from './appearance'
import { PartList } from './part.list'
import { type Part, PARTS } from './parts'
import { Privacy } from './privacy'
import { ProfileForm } from './profile.form'
import { SessionList } from './session.list'
import { StatusPart } from './status.part'
import { Storage } from './storage'
import { Late } from '../ui/late'

addTexts(texts, people)

const NotificationSettings = lazy(() =>
  import('../notifications/notification.settings').then((m) => ({ default: m.NotificationSettings })),
)

const PasswordPart = lazy(() => import('../oidc/password.part').then((m) => ({ default: m.PasswordPart })))
const OwnData = lazy(() => import('./own.data').then((m) => ({ default: m.OwnData })))

/** A list of parts beside the one that is shown; on a phone the list is a screen of its own. */
export function SettingsView({ part }: { part: string | undefined }) {
  const t = useText()
  const chosen = PARTS.find((one) => one === part)
  const shown = chosen ?? 'profile'
  const page = useRef<HTMLDivElement>(null)
  // On a phone the link that led here is gone, and with it the place of the keyboard.
  useEffect(() => {
    if (chosen && isPhone()) page.current?.focus({ preventScroll: true })
  }, [chosen])
  return (
    <section className="room-main">
      <BareHeader title={t('settings.title')} />
      <div className="settings" data-list={!chosen}>
        <PartList shown={shown} chosen={chosen !== undefined} />
        <div className="settings-part" key={shown} ref={page} tabIndex={-1}>
          <a className="settings-back" href={hrefOf({ name: 'settings' })}>
            <Icon of={ChevronLeft} small />
            {t('settings.back')}
          </a>
          <Late fallback={<ListBones count={4} />}>{PAGES[shown]}</Late>
        </div>
      </div>
    </section>
  )
}

const OwnTokens = lazy(() => import('../bots/own.tokens').then((m) => ({ default: m.OwnTokens })))

const PAGES: Readonly<Record<Part, ReactNode>> = {
  profile: <ProfileForm />,
  status: <StatusPart />,
  appearance: <Appearance />,
  notifications: <NotificationSettings />,
  privacy: <Privacy />,
  storage: <Storage />,
  password: <PasswordPart />,
  sessions: <SessionList />,
  tokens: <OwnTokens />,
  data: <OwnData />,
}
