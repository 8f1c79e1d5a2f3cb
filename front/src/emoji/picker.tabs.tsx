import {
  Apple,
  Clock,
  Flag,
  Hash,
  Leaf,
  Lightbulb,
  type LucideIcon,
  Plane,
  Smile,
  Trophy,
  UserRound,
} from 'lucide-react'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'
import type { Line, Section } from './rows'

const ICONS: Record<Exclude<Section['title'], 'found'>, LucideIcon> = {
  recent: Clock,
  smileys: Smile,
  people: UserRound,
  nature: Leaf,
  food: Apple,
  travel: Plane,
  activities: Trophy,
  objects: Lightbulb,
  symbols: Hash,
  flags: Flag,
}

/** Where each kind begins. */
export function PickerTabs({ lines, onGo }: { lines: readonly Line[]; onGo: (line: number) => void }) {
  const t = useText()
  return (
    <div className="picker-tabs" role="group" aria-label={t('emoji.groups')}>
      {lines.map((line, i) => {
        if (line.kind !== 'title' || line.title === 'found') return null
        const name = t(`emoji.group.${line.title}`)
        return (
          <button key={line.title} type="button" aria-label={name} title={name} onClick={() => onGo(i)}>
            <Icon of={ICONS[line.title]} />
          </button>
        )
      })}
    </div>
  )
}
