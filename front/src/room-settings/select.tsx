import { ChevronDown } from 'lucide-react'
import { useId } from 'react'
import { Icon } from '../ui/icon'

type Props = {
  label: string
  value: number
  onChange: (value: number) => void
  options: readonly { value: number; label: string }[]
}

/** The system's own list: on a phone nothing is easier to use. */
export function Select({ label, value, onChange, options }: Props) {
  const id = useId()
  return (
    <div className="select">
      <label className="legend" htmlFor={id}>
        {label}
      </label>
      <div className="select-box">
        <select id={id} value={value} onChange={(event) => onChange(Number(event.target.value))}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon of={ChevronDown} small />
      </div>
    </div>
  )
}
