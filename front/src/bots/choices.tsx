type Props<T extends string> = {
  label: string
  all: readonly T[]
  chosen: readonly T[]
  name: (one: T) => string
  onChange: (chosen: T[]) => void
}

/** Some of several, each on or off. */
export function Choices<T extends string>({ label, all, chosen, name, onChange }: Props<T>) {
  const toggle = (one: T) =>
    onChange(all.filter((other) => (other === one ? !chosen.includes(one) : chosen.includes(other))))
  return (
    <fieldset className="bots-choices">
      <legend className="legend">{label}</legend>
      {all.map((one) => (
        <label key={one}>
          <input type="checkbox" checked={chosen.includes(one)} onChange={() => toggle(one)} />
          {name(one)}
        </label>
      ))}
    </fieldset>
  )
}
