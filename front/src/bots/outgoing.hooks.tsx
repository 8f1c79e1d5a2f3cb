import type { OutgoingWebhook } from '@papo/contract'
import { useCallback, useState } from 'react'
import { asChatError } from '../chat-error'
import { notify } from '../chat/chat.store'
import { useChat } from '../chat/use-chat'
import { type Text, useLanguage, useText } from '../preferences'
import { Blank, ListBones } from '../ui/blank'
import { Dialog } from '../ui/dialog'
import { formatTime } from '../ui/time'
import { useLoaded } from '../ui/use-loaded'
import { hooksApi } from './bots.api'
import { DeleteButton } from './delete.button'
import { DeliveryLog } from './delivery.log'
import { OutgoingForm } from './outgoing.form'

export function OutgoingHooks({ roomId }: { roomId: string }) {
  const t = useText()
  const { value, reload } = useLoaded(useCallback(() => hooksApi.outgoing(roomId), [roomId]))
  return (
    <section>
      <div>
        <h3>{t('hooks.out.title')}</h3>
        <p>{t('hooks.out.text')}</p>
      </div>
      {value === 'loading' && <ListBones count={1} />}
      {value === 'failed' && <Blank text={t('hooks.failed')} role="alert" />}
      {typeof value === 'object' && value.items.length > 0 && (
        <ul aria-label={t('hooks.out.title')}>
          {value.items.map((hook) => (
            <Item key={hook.id} hook={hook} onChanged={reload} />
          ))}
        </ul>
      )}
      <OutgoingForm roomId={roomId} onMade={() => void reload()} />
    </section>
  )
}

function stateOf({ disabled, failingSince }: OutgoingWebhook, t: Text, when: (at: string) => string) {
  if (disabled) return t(`hooks.off.${disabled}`)
  return failingSince ? t('hooks.out.failing', { when: when(failingSince) }) : t('hooks.out.on')
}

function Item({ hook, onChanged }: { hook: OutgoingWebhook; onChanged: () => Promise<void> }) {
  const t = useText()
  const language = useLanguage()
  const { store } = useChat()
  const [open, setOpen] = useState(false)
  const { id, roomId, url, disabled, failingSince, events } = hook
  const turn = async () => {
    try {
      await hooksApi.turn(roomId, id, disabled !== undefined)
    } catch (error) {
      notify(store, `error.${asChatError(error).code}`)
    }
    await onChanged()
  }
  const bad = (disabled !== undefined && disabled !== 'off') || failingSince !== undefined
  return (
    <li className="bots-item">
      <span className="result-text">
        <strong dir="ltr">{url}</strong>
        <span>{events.map((event) => t(`hooks.event.${event}`)).join(', ')}</span>
        <span data-bad={bad || undefined}>{stateOf(hook, t, (at) => formatTime(at, 'short', language))}</span>
      </span>
      <span className="bots-acts">
        <button
          type="button"
          className="button"
          data-kind="quiet"
          data-size="small"
          onClick={() => setOpen(true)}
        >
          {t('hooks.log.show')}
        </button>
        <button
          type="button"
          className="button"
          data-kind="quiet"
          data-size="small"
          onClick={() => void turn()}
        >
          {t(disabled ? 'hooks.out.enable' : 'hooks.out.disable')}
        </button>
        <DeleteButton
          name={url}
          text={t('hooks.out.delete.text')}
          onDelete={() => hooksApi.remove(roomId, 'outgoing', id).then(onChanged)}
        />
      </span>
      {open && (
        <Dialog title={t('hooks.log.title', { url: new URL(url).host })} onClose={() => setOpen(false)}>
          <DeliveryLog hook={hook} />
        </Dialog>
      )}
    </li>
  )
}
