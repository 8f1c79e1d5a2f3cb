import './admin.css'
import { lazy, type ReactNode, useEffect, useRef } from 'react'
import { useChatState } from '../chat/use-chat'
import * as texts from '../i18n/admin'
import { addTexts } from '../i18n/translate'
import { useText } from '../preferences'
import { BareHeader } from '../room/room.header'
import { hrefOf } from '../route'
import { Blank, ListBones } from '../ui/blank'
import { Late } from '../ui/late'
import { AccountTable } from './account.table'
import { Installation } from './installation'
import { Journal } from './journal'
import { Overview } from './overview'
import { RoomTable } from './room.table'

addTexts(texts)

const ClusterPart = lazy(() => import('../cluster/cluster.part').then((m) => ({ default: m.ClusterPart })))
const BotAdmin = lazy(() => import('../bots/bot.admin').then((m) => ({ default: m.BotAdmin })))

const PARTS = ['overview', 'users', 'bots', 'rooms', 'cluster', 'settings', 'journal'] as const
type Part = (typeof PARTS)[number]

/** The installation as its owners and admins see it; the server refuses all others, whatever is drawn here. */
export function AdminView({ part }: { part: string | undefined }) {
  const t = useText()
  const isMember = useChatState((s) => s.self.role === 'member')
  const shown = PARTS.find((one) => one === part) ?? 'overview'
  return (
    <section className="room-main">
      <BareHeader title={t('admin.title')} />
      {isMember ? (
        <Blank title={t('admin.forbidden.title')} text={t('admin.forbidden.text')} />
      ) : (
        <div className="admin">
          <Parts shown={shown} />
          <div className="admin-part" key={shown}>
            {VIEWS[shown]}
          </div>
        </div>
      )}
    </section>
  )
}

const VIEWS: Record<Part, ReactNode> = {
  overview: <Overview />,
  users: <AccountTable />,
  bots: (
    <Late fallback={<ListBones count={3} />}>
      <BotAdmin />
    </Late>
  ),
  rooms: <RoomTable />,
  cluster: (
    <Late fallback={<ListBones count={6} />}>
      <ClusterPart />
    </Late>
  ),
  settings: <Installation />,
  journal: <Journal />,
}

function Parts({ shown }: { shown: Part }) {
  const t = useText()
  const bar = useRef<HTMLElement>(null)
  // On a phone not all of them fit.
  useEffect(() => {
    bar.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [shown])
  return (
    <nav className="admin-parts" aria-label={t('admin.parts')} ref={bar}>
      {PARTS.map((part) => (
        <a
          key={part}
          href={hrefOf({ name: 'admin', part })}
          aria-current={part === shown ? 'page' : undefined}
        >
          {t(`admin.${part}`)}
        </a>
      ))}
    </nav>
  )
}
