import type { OutgoingWebhook, WebhookDelivery } from '@papo/contract'
import { useCallback } from 'react'
import { type Text, useLanguage, useText } from '../preferences'
import { Blank, ListBones } from '../ui/blank'
import { formatTime } from '../ui/time'
import { useLoaded } from '../ui/use-loaded'
import { hooksApi } from './bots.api'

/** What was sent to a webhook in the last week, the latest first. */
export function DeliveryLog({ hook: { id, roomId } }: { hook: OutgoingWebhook }) {
  const t = useText()
  const { value, reload } = useLoaded(useCallback(() => hooksApi.deliveries(roomId, id), [roomId, id]))
  if (value === 'loading') return <ListBones count={4} />
  if (value === 'failed') return <Blank text={t('hooks.log.failed')} role="alert" />
  if (value.items.length === 0) return <Blank text={t('hooks.log.none')} role="status" />
  const repeat = (delivery: WebhookDelivery) =>
    void hooksApi
      .repeat(roomId, id, delivery.id)
      .catch(() => undefined)
      .then(reload)
  return (
    <ul>
      {value.items.map((delivery) => (
        <Item key={delivery.id} delivery={delivery} onRepeat={() => repeat(delivery)} />
      ))}
    </ul>
  )
}

function outcomeOf({ state, reason, attempts }: WebhookDelivery, t: Text): string {
  if (state === 'sent') return t('hooks.log.sent')
  if (state === 'dropped') return t('hooks.log.dropped')
  const why = reason === 'timeout' || reason === 'unreachable' ? [t(`hooks.log.${reason}`)] : []
  if (state === 'failed') return [...why, t('hooks.log.given')].join(', ')
  return [...why, t(attempts > 0 ? 'hooks.log.retry' : 'hooks.log.waiting')].join(', ')
}

function Item({ delivery, onRepeat }: { delivery: WebhookDelivery; onRepeat: () => void }) {
  const t = useText()
  const language = useLanguage()
  const { event, seq, status, durationMs, attempts, state, reason, createdAt } = delivery
  const facts = [
    formatTime(createdAt, 'short', language),
    ...(status === undefined ? [] : [String(status)]),
    ...(durationMs === undefined ? [] : [`${durationMs.toLocaleString(language)} ms`]),
    ...(attempts > 1 ? [t('hooks.log.tries', { count: attempts })] : []),
  ]
  return (
    <li className="bots-item">
      <span className="result-text">
        <strong>
          {t(`hooks.event.${event}`)} #{seq}
        </strong>
        <span data-bad={reason !== undefined || undefined}>{outcomeOf(delivery, t)}</span>
        <span>{facts.join(' · ')}</span>
      </span>
      {state !== 'waiting' && (
        <button type="button" className="button" data-kind="quiet" data-size="small" onClick={onRepeat}>
          {t('hooks.log.repeat')}
        </button>
      )}
    </li>
  )
}
