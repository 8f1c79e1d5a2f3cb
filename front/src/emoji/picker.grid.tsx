import type { Ref } from 'react'
import { VList, type VListHandle } from 'virtua'
import { useText } from '../preferences'
import { Blank } from '../ui/blank'
import type { Line } from './rows'

type Props = {
  ref: Ref<VListHandle>
  id: string
  cellId: (place: number) => string
  lines: readonly Line[]
  /** Which of all emoji is marked. */
  place: number
  onPlace: (place: number) => void
  onPick: (emoji: string) => void
}

export function PickerGrid({ ref, id, lines, ...cells }: Props) {
  const t = useText()
  if (lines.length < 2) return <Blank text={t('emoji.none')} role="status" />
  return (
    <div className="picker-grid">
      <VList
        ref={ref}
        tabIndex={-1}
        id={id}
        role="grid"
        aria-label={t('emoji.title')}
        aria-rowcount={lines.length}
      >
        {lines.map((line, i) =>
          line.kind === 'title' ? (
            <div key={i} role="row" aria-rowindex={i + 1} className="picker-title">
              <span role="rowheader">{t(`emoji.group.${line.title}`)}</span>
            </div>
          ) : (
            <EmojiLine key={i} line={line} index={i} {...cells} />
          ),
        )}
      </VList>
    </div>
  )
}

type LineProps = Omit<Props, 'ref' | 'id' | 'lines'> & {
  line: Extract<Line, { kind: 'emoji' }>
  index: number
}

function EmojiLine({ line, index, cellId, place, onPlace, onPick }: LineProps) {
  return (
    <div role="row" aria-rowindex={index + 1} className="picker-row">
      {line.emoji.map(({ emoji, label }, i) => {
        const at = line.first + i
        return (
          <span
            key={at}
            id={cellId(at)}
            role="gridcell"
            aria-selected={at === place}
            aria-label={label}
            onClick={() => onPick(emoji)}
            onPointerMove={() => at !== place && onPlace(at)}
          >
            {emoji}
          </span>
        )
      })}
    </div>
  )
}
