import { useRef, useState } from 'react'
import { useText } from '../preferences'
import { CopyButton } from './copy.button'

/** A link to read, select and copy. */
export function LinkField({ link }: { link: string }) {
  const t = useText()
  const field = useRef<HTMLInputElement>(null)
  const [failed, setFailed] = useState(false)
  const select = () => {
    setFailed(true)
    field.current?.select()
  }
  return (
    <div className="invite-link">
      <input
        ref={field}
        readOnly
        value={link}
        aria-label={t('invites.link')}
        onFocus={(event) => event.target.select()}
      />
      <CopyButton text={link} onFailed={select} kind="primary" />
      {failed && <p className="field-hint">{t('invites.copyFailed')}</p>}
    </div>
  )
}
