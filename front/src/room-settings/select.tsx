import { ChevronDown } from 'lucide-react'
import { Icon } from '../ui/icon'

type Props = {
  label: string
  value: number
  onChange: (value: number) => void
  options: readonly { value: number; label: string }[]
}

/** The system's own list: on a phone nothing is easier to use. */
export function Select({ label, value, onChange, options }: Props) {
  return (
    <label className="select">
      <span className="legend">{label}</span>
      <span className="select-box">
        <select value={value} onChange={(event) => onChange(Number(event.target.value))}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon of={ChevronDown} small />
      </span>
    </label>
  )
}
