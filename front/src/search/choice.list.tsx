import {
  CalendarDays,
  Code,
  File,
  Image,
  Link,
  type LucideIcon,
  MessagesSquare,
  Pin,
  SmilePlus,
} from 'lucide-react'
import type { SearchHas } from '@papo/contract/search'
import { roomName } from '../chat/names'
import { useLanguage, useText } from '../preferences'
import { RoomMark } from '../sidebar/room.item'
import { Avatar } from '../ui/avatar'
import { Icon } from '../ui/icon'
import { type Asking, withValue } from './asking'
import { type Choice, isDayFilter } from './choices'
import { dayOf, formatDay } from './day'
import { searches } from './search.store'
import type { Options } from './use-options'

const HAS_ICONS: Record<SearchHas, LucideIcon> = {
  link: Link,
  code: Code,
  file: File,
  image: Image,
  reaction: SmilePlus,
  pin: Pin,
  thread: MessagesSquare,
}
const DAY_FILTERS = ['on', 'after', 'before'] as const

type Props = { asking: Asking; choices: readonly Choice[]; options: Options }

/** What may stand behind the filter that is being typed. */
export function Choices({ asking, choices, options }: Props) {
  const t = useText()
  const label = t(`search.ask.${asking.filter}`)
  return (
    <>
      {isDayFilter(asking.filter) ? (
        <DayKinds asking={asking} options={options} />
      ) : (
        <h2 className="search-heading">{label}</h2>
      )}
      <ul role="listbox" id={options.id} aria-label={label}>
        {choices.map((choice, index) => (
          <li
            key={choice.key}
            id={`${options.id}-${index}`}
            role="option"
            className="search-option"
            aria-selected={index === options.active}
            onPointerMove={() => options.move(index)}
            onClick={() => options.choose(index)}
          >
            <ChoiceFace choice={choice} />
          </li>
        ))}
      </ul>
      {isDayFilter(asking.filter) && <OtherDay asking={asking} options={options} />}
      {choices.length === 0 && !isDayFilter(asking.filter) && (
        <p className="search-hint">{t('search.ask.none')}</p>
      )}
    </>
  )
}

function ChoiceFace({ choice }: { choice: Choice }) {
  const t = useText()
  const language = useLanguage()
  switch (choice.kind) {
    case 'person':
      return (
        <>
          <Avatar user={choice.person} size="small" />
          <span className="clip" dir="auto">
            {choice.person.displayName}
          </span>
          <small>{choice.isSelf ? t('search.me') : `@${choice.person.username}`}</small>
        </>
      )
    case 'room':
      return (
        <>
          <RoomMark room={choice.room} />
          <span className="clip" dir="auto">
            {roomName(choice.room)}
          </span>
        </>
      )
    case 'has':
      return (
        <>
          <Icon of={HAS_ICONS[choice.has]} small />
          <span>{t(`search.has.${choice.has}`)}</span>
        </>
      )
    case 'day':
      return (
        <>
          <Icon of={CalendarDays} small />
          <span>{t(choice.text)}</span>
          <small>{formatDay(choice.value, language)}</small>
        </>
      )
  }
}

/** The same day, or before it, or since. */
function DayKinds({ asking, options }: Omit<Props, 'choices'>) {
  const t = useText()
  const change = (filter: (typeof DAY_FILTERS)[number]) => {
    const { q } = searches.getState()
    const start = q.slice(0, asking.from).replace(/\w+:$/, `${filter}:`)
    options.write(start + q.slice(asking.from))
  }
  return (
    <div className="search-days" role="group" aria-label={t('search.day.kind')}>
      {DAY_FILTERS.map((filter) => (
        <button
          key={filter}
          type="button"
          className="search-chip"
          aria-pressed={filter === asking.filter}
          data-on={filter === asking.filter}
          onClick={() => change(filter)}
        >
          {t(`search.ask.${filter}`)}
        </button>
      ))}
    </div>
  )
}

function OtherDay({ asking, options }: Omit<Props, 'choices'>) {
  const t = useText()
  return (
    <label className="search-other-day">
      {t('search.day.other')}
      <input
        type="date"
        min="1970-01-01"
        max={dayOf(new Date())}
        onChange={({ currentTarget: { value } }) => {
          if (value !== '') options.write(withValue(searches.getState().q, asking, value))
        }}
      />
    </label>
  )
}
