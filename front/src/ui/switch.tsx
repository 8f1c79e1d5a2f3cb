import './controls.css'
import { Switch as Primitive } from '@base-ui/react/switch'

type Props = { label: string; hint?: string; checked: boolean; onChange: (checked: boolean) => void }

/** On or off at once, without a button to save it. */
export function Switch({ label, hint, checked, onChange }: Props) {
  return (
    <label className="switch-line">
      <span className="switch-text">
        <span>{label}</span>
        {hint && <small>{hint}</small>}
      </span>
      <Primitive.Root className="switch" checked={checked} onCheckedChange={onChange}>
        <Primitive.Thumb className="switch-thumb" />
      </Primitive.Root>
    </label>
  )
}
