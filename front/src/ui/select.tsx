import './select.css'
import { ChevronDown } from 'lucide-react'
import { useId } from 'react'
import { Icon } from './icon'

type Props<V extends string | number> = {
  label: string
  value: V
  onChange: (value: V) => void
  options: readonly { value: V; label: string }[]
}

/** The system's own list: on a phone nothing is easier to use. */
export function Select<V extends string | number>({ label, value, onChange, options }: Props<V>) {
  const id = useId()
  const choose = (chosen: string) => {
    const option = options.find((one) => String(one.value) === chosen)
    if (option) onChange(option.value)
  }
  return (
    <div className="select">
      <label className="legend" htmlFor={id}>
        {label}
      </label>
      <div className="select-box">
        <select id={id} value={value} onChange={(event) => choose(event.target.value)}>
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
