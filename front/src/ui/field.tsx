import { Eye, EyeOff, Search } from 'lucide-react'
import { type InputHTMLAttributes, useId, useState } from 'react'
import { useText } from '../preferences'
import { Icon } from './icon'

type Props = InputHTMLAttributes<HTMLInputElement> & {
  label: string
  hint?: string
  error?: string | undefined
}

/** A labelled input with its hint and error tied to it. A password can be shown. */
export function Field({ label, hint, error, type, ...input }: Props) {
  const t = useText()
  const id = useId()
  const [shown, setShown] = useState(false)
  const isPassword = type === 'password'
  const note = error ?? hint
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="input-box">
        <input
          {...input}
          id={id}
          type={isPassword && shown ? 'text' : type}
          aria-invalid={error !== undefined}
          aria-describedby={note ? `${id}-note` : undefined}
        />
        {isPassword && (
          <button
            type="button"
            className="icon-button"
            onClick={() => setShown(!shown)}
            aria-label={t(shown ? 'auth.password.hide' : 'auth.password.show')}
          >
            <Icon of={shown ? EyeOff : Eye} />
          </button>
        )}
      </div>
      {note && (
        <p id={`${id}-note`} className={error ? 'field-error' : 'field-hint'}>
          {note}
        </p>
      )}
    </div>
  )
}

type SearchProps = {
  label: string
  value: string
  autoFocus?: boolean
  onChange: (value: string) => void
}

export function SearchField({ label, value, autoFocus = true, onChange }: SearchProps) {
  return (
    <div className="input-box" role="search">
      <Icon of={Search} />
      <input
        type="search"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        placeholder={label}
        aria-label={label}
        autoComplete="off"
        autoFocus={autoFocus}
      />
    </div>
  )
}
