import type { JoinedRoom } from '@papo/contract'
import { useText } from '../preferences'

const KINDS = ['public', 'private'] as const
type Kind = (typeof KINDS)[number]
type Props = { room: JoinedRoom; value: Kind; onChange: (kind: Kind) => void }

/** Public or private, with what follows from it in words. */
export function KindChoice({ room, value, onChange }: Props) {
  const t = useText()
  if (room.isDefault) return <p className="settings-note">{t('roomSettings.default')}</p>
  return (
    <fieldset className="choices">
      <legend className="legend">{t('roomSettings.kind')}</legend>
      {KINDS.map((kind) => (
        <label key={kind} className="choice">
          <input
            type="radio"
            name="kind"
            value={kind}
            checked={value === kind}
            onChange={() => onChange(kind)}
          />
          <span>
            <strong>{t(`roomSettings.${kind}`)}</strong>
            <span>{t(`roomSettings.${kind}.hint`)}</span>
          </span>
        </label>
      ))}
      <p className="settings-consequence" role="status">
        {value !== room.kind && t(`roomSettings.${value}.change`)}
      </p>
    </fieldset>
  )
}
