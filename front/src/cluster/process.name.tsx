import type { ProcessFigures } from '@papo/contract'
import { useLanguage, useText } from '../preferences'
import { formatWhen } from '../ui/time'

type Props = { process: ProcessFigures; address?: string | undefined; isHere?: boolean }

/** Which process it is: its name, where it runs, its version, and since when. */
export function ProcessName({ process, address, isHere = false }: Props) {
  const t = useText()
  const language = useLanguage()
  const since = t('cluster.since', { when: formatWhen(process.startedAt, language, t) })
  return (
    <td role="cell" className="record-name">
      <span className="result-text">
        <strong>
          <span dir="auto">{process.name}</span>
          {isHere && <span className="cluster-here">{t('cluster.here')}</span>}
        </strong>
        <span>
          <span dir="auto">{[address ?? process.host, process.version].join(' · ')}</span> · {since}
        </span>
      </span>
    </td>
  )
}
