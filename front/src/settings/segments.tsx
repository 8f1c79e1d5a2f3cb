type Props<T extends string> = {
  label: string
  name: string
  value: T
  onChange: (value: T) => void
  options: readonly { value: T; label: string; lang?: string }[]
}

/** One of a few, all of them in sight. */
export function Segments<T extends string>({ label, name, value, onChange, options }: Props<T>) {
  return (
    <fieldset className="segments">
      <legend className="legend">{label}</legend>
      {options.map((option) => (
        <label key={option.value} lang={option.lang}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  )
}
