import { useState } from 'react'
import { useStore } from 'zustand/react'
import { useText } from '../preferences'
import { chooseTone, habits } from './habits'
import type { Shown } from './rows'
import { TONES, withTone } from './table'

const HAND = '✋'

/** What the marked emoji is called, and the tone of skin that is kept from now on. */
export function PickerFooter({ active }: { active: Shown | undefined }) {
  const t = useText()
  const tone = useStore(habits, (h) => h.tone)
  const [choosing, setChoosing] = useState(false)
  if (choosing)
    return (
      <div className="picker-footer picker-tones" role="group" aria-label={t('emoji.tone')}>
        {TONES.map((one) => (
          <button
            key={one}
            type="button"
            autoFocus={one === tone}
            aria-label={t(`emoji.tone.${one}`)}
            aria-pressed={one === tone}
            onClick={() => {
              chooseTone(one)
              setChoosing(false)
            }}
          >
            {withTone(HAND, one)}
          </button>
        ))}
      </div>
    )
  return (
    <div className="picker-footer">
      <span className="picker-big">{active?.emoji}</span>
      <span className="picker-name">
        <strong>{active?.label}</strong>
        <span>{active?.code}</span>
      </span>
      <button
        type="button"
        aria-label={t('emoji.tone')}
        title={t('emoji.tone')}
        aria-expanded={false}
        onClick={() => setChoosing(true)}
      >
        {withTone(HAND, tone)}
      </button>
    </div>
  )
}
