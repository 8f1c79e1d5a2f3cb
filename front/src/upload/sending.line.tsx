import './sending.css'
import { draftKey } from '../chat/drafts'
import type { OutboxItem } from '../chat/outbox'
import { useChat, useChatState } from '../chat/use-chat'
import * as texts from '../i18n/upload'
import { addTexts } from '../i18n/translate'
import { useLanguage, useText } from '../preferences'
import { useTroubleText } from './use-trouble-text'
import { useUploads } from './use-uploads'

addTexts(texts)

/** Under a message that waits for its files: how far they are, and the way back to the composer. */
export function SendingLine({ item }: { item: OutboxItem }) {
  const t = useText()
  const language = useLanguage()
  const chat = useChat()
  const { uploads = [] } = item
  const online = useChatState((s) => s.link.state === 'online')
  const sentBytes = useUploads((s) => {
    const settled = new Set(
      s.files.filter((f) => f.state === 'clean' || f.state === 'checking').map((f) => f.localId),
    )
    return uploads.reduce(
      (sum, { localId, size }) => sum + size * (settled.has(localId) ? 1 : (s.progress[localId] ?? 0)),
      0,
    )
  })
  const allBytes = uploads.reduce((sum, { size }) => sum + size, 0)
  const percent = (sentBytes / Math.max(1, allBytes)).toLocaleString(language, { style: 'percent' })
  const takeBack = () => {
    const { roomId, threadOf, body } = item
    const place = { roomId, threadOf }
    const draft = chat.store.getState().drafts[draftKey(place)] ?? ''
    chat.drafts.write(place, [body, draft].filter((text) => text !== '').join('\n'))
    chat.messages.takeBack(item)
  }
  return (
    <p className="sending-line">
      <span>
        {online
          ? `${t('upload.message.sending', { count: uploads.length })} · ${percent}`
          : t('upload.message.offline')}
      </span>
      <button
        type="button"
        className="link-button"
        title={t('upload.message.takeBack.hint')}
        onClick={takeBack}
      >
        {t('upload.message.takeBack')}
      </button>
    </p>
  )
}

/** Which of a message's files did not get through, and why. */
export function FileTroubles({ item: { uploads = [] } }: { item: OutboxItem }) {
  const troubleText = useTroubleText()
  const files = useUploads((s) => s.files)
  const troubles = uploads.flatMap(({ localId, name }) => {
    const file = files.find((one) => one.localId === localId)
    return file && !file.trouble ? [] : [{ localId, name, trouble: file?.trouble ?? ('gone' as const) }]
  })
  return troubles.map(({ localId, name, trouble }) => (
    <span key={localId}>
      <bdi dir="auto">{name}</bdi>: {troubleText(trouble)}
    </span>
  ))
}
