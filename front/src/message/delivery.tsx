import { Check, CheckCheck, CircleAlert, Clock } from 'lucide-react'
import { lazy } from 'react'
import { awaitsFiles, type OutboxItem } from '../chat/outbox'
import { useChat } from '../chat/use-chat'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'
import type { Delivery } from '../timeline/rows'
import { Late } from '../ui/late'

const SendingLine = lazy(() => import('../upload/sending.line').then((m) => ({ default: m.SendingLine })))
const FileTroubles = lazy(() => import('../upload/sending.line').then((m) => ({ default: m.FileTroubles })))

type Props = { state: Delivery['state']; item: OutboxItem | null }

/** How far one's own message has come: on its way, acknowledged, saved. */
export function DeliveryMark({ state, item }: Props) {
  const t = useText()
  if (state === 'failed') return null
  const limited = item?.error?.code === 'rate_limited'
  const waiting = limited ? t('message.limited') : t(item?.attempts ? 'message.waiting' : 'message.pending')
  const text = state === 'waiting' ? waiting : t(`message.${state}`)
  const icon = state === 'waiting' ? Clock : state === 'sent' ? Check : CheckCheck
  return (
    <span className="delivery" title={text}>
      <Icon of={icon} small />
      <span className="sr-only">{text}</span>
    </span>
  )
}

/** While its files are on their way. */
export function FilesLine({ item }: { item: OutboxItem }) {
  if (!awaitsFiles(item)) return null
  return (
    <Late>
      <SendingLine item={item} />
    </Late>
  )
}

/** Nothing is lost silently: a refused message stays, with its reason, until its author decides. */
export function FailedLine({ item }: { item: OutboxItem }) {
  const t = useText()
  const { messages } = useChat()
  return (
    <p className="failed" role="alert">
      <Icon of={CircleAlert} small />
      <span>
        {t('message.failed')}{' '}
        {awaitsFiles(item) ? t('message.failed.files') : item.error && t(`error.${item.error.code}`)}
      </span>
      {awaitsFiles(item) && (
        <Late>
          <FileTroubles item={item} />
        </Late>
      )}
      <button type="button" className="link-button" onClick={() => messages.retry(item)}>
        {t('message.retry')}
      </button>
      <button type="button" className="link-button" onClick={() => messages.discard(item.clientId)}>
        {t('message.discard')}
      </button>
    </p>
  )
}
