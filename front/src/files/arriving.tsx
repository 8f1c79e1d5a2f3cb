import { useText } from '../preferences'
import type { UploadPreview } from '../upload/use-uploads'

type Props = { name: string; preview: UploadPreview }

/** How much of a file has been sent; what is being checked has no measure. */
export function Arriving({ name, preview: { state, progress } }: Props) {
  const t = useText()
  if (state === 'failed' || state === 'clean') return null
  const percent = state === 'checking' ? undefined : Math.round(progress * 100)
  return (
    <span
      className="arriving"
      role="progressbar"
      aria-label={t('files.arriving', { name })}
      aria-valuenow={percent}
      data-state={state}
    >
      <span style={{ width: `${percent ?? 100}%` }} />
    </span>
  )
}
