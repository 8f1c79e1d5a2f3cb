import { Pencil, Reply, X } from 'lucide-react'
import { personName } from '../chat/names'
import { useChatState } from '../chat/use-chat'
import { lineOf } from '../files/words'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'
import type { Aim } from './aim'

/** Above the field: what is answered or changed, and the way out. */
export function AimLine({ aim, onStop }: { aim: NonNullable<Aim>; onStop: () => void }) {
  const t = useText()
  const name = useChatState((s) => personName(s.people, aim.message.senderId))
  return (
    <div className="aim">
      <Icon of={aim.kind === 'edit' ? Pencil : Reply} small />
      <span>{aim.kind === 'edit' ? t('composer.editing') : t('composer.replying', { name })}</span>
      <q className="clip" dir="auto">
        {aim.kind === 'reply' && lineOf(aim.message, t)}
      </q>
      <button type="button" className="icon-button" onClick={onStop} aria-label={t('composer.stop')}>
        <Icon of={X} small />
      </button>
    </div>
  )
}
