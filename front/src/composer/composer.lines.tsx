import { LIMITS } from '@papo/contract/limits'
import { Lock } from 'lucide-react'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'
import type { Closed } from './closed'

/** In the place of the field where one may not write. */
export function ClosedLine({ closed }: { closed: Closed }) {
  const t = useText()
  return (
    <div className="composer">
      <p className="composer-closed" role="status">
        <Icon of={Lock} small />
        {t(closed.text, closed.params)}
      </p>
    </div>
  )
}

export function LengthLine({ length }: { length: number }) {
  const t = useText()
  const left = LIMITS.bodyMax - length
  return (
    <p className="length" role="status" data-over={left < 0}>
      {left < 0 ? t('composer.tooLong', { count: -left }) : t('composer.left', { count: left })}
    </p>
  )
}
