import { useRef, useState } from 'react'
import { useText } from '../preferences'
import { CopyButton } from './copy.button'

type Props = { link: string; fresh?: boolean }

/** A link to read, select and copy; of a fresh one that is all there is to do. */
export function LinkField({ link, fresh }: Props) {
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
      <CopyButton text={link} onFailed={select} kind={fresh ? 'primary' : 'quiet'} />
      {failed && <p className="field-hint">{t('invites.copyFailed')}</p>}
    </div>
  )
}
