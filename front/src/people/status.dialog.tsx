import './people.css'
import * as texts from '../i18n/people'
import { addTexts } from '../i18n/translate'
import { useText } from '../preferences'
import { Dialog } from '../ui/dialog'
import { StatusForm } from './status.form'

addTexts(texts)

/** Open while it is mounted: `lazy` it, or call `openStatus`. */
export function StatusDialog({ onClose }: { onClose: () => void }) {
  const t = useText()
  return (
    <Dialog title={t('status.title')} onClose={onClose}>
      <StatusForm focused onDone={onClose} />
    </Dialog>
  )
}
