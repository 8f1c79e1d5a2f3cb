import {
  CircleAlert,
  File,
  FileArchive,
  FileText,
  Film,
  Image,
  type LucideIcon,
  Music,
  RotateCw,
  X,
} from 'lucide-react'
import { useChat } from '../chat/use-chat'
import { formatBytes } from '../files/bytes'
import { useLanguage, useText } from '../preferences'
import { Icon } from '../ui/icon'
import { isFinal, type Upload } from './upload'
import type { Refused } from './uploads'
import { useTroubleText } from './use-trouble-text'
import { useUploads } from './use-uploads'

type Props = { file: Upload; onGone: () => void }

export function TrayItem({ file, onGone }: Props) {
  const t = useText()
  const { uploads } = useChat()
  const { localId, name, state, trouble } = file
  const remove = () => {
    uploads.remove(localId)
    onGone()
  }
  const under = state === 'sending' || state === 'waiting'
  return (
    <li className="tray-item" data-state={state}>
      <Face file={file} />
      <span className="tray-words">
        <bdi className="clip" dir="auto" title={name}>
          {name}
        </bdi>
        <State file={file} />
      </span>
      {state === 'failed' && trouble && !isFinal(trouble) && (
        <button
          type="button"
          className="icon-button"
          aria-label={t('upload.retry.named', { name })}
          title={t('upload.retry')}
          onClick={() => uploads.retry(localId)}
        >
          <Icon of={RotateCw} small />
        </button>
      )}
      <button
        type="button"
        className="icon-button tray-remove"
        aria-label={t(under ? 'upload.cancel' : 'upload.remove', { name })}
        title={t(under ? 'upload.cancel' : 'upload.remove', { name })}
        onClick={remove}
      >
        <Icon of={X} small />
      </button>
      {under && <Bar file={file} />}
    </li>
  )
}

function Face({ file: { localId, type, name } }: { file: Upload }) {
  const url = useUploads((s) => s.pictures[localId])
  if (url) return <img className="tray-face" src={url} alt="" draggable={false} />
  return (
    <span className="tray-face">
      <Icon of={iconOf(type, name)} />
    </span>
  )
}

function State({ file: { localId, size, state, trouble } }: { file: Upload }) {
  const t = useText()
  const language = useLanguage()
  const sent = useUploads((s) => s.progress[localId] ?? 0)
  const troubleText = useTroubleText()
  const whole = formatBytes(size, language)
  if (state === 'failed' && trouble) return <small className="tray-trouble">{troubleText(trouble)}</small>
  if (state === 'sending' && sent > 0)
    return <small>{t('upload.sending', { sent: formatBytes(sent * size, language), size: whole })}</small>
  if (state === 'checking') return <small>{t('upload.checking')}</small>
  return <small>{state === 'clean' ? whole : `${whole} · ${t('upload.waiting')}`}</small>
}

function Bar({ file: { localId, name } }: { file: Upload }) {
  const t = useText()
  const sent = useUploads((s) => s.progress[localId] ?? 0)
  return <progress className="tray-bar" max={1} value={sent} aria-label={t('upload.progress', { name })} />
}

/** A file that was not taken: there is nothing to try again, only to know why. */
export function RefusedLine({ refused, onGone }: { refused: Refused; onGone: () => void }) {
  const t = useText()
  const { uploads } = useChat()
  const troubleText = useTroubleText()
  const { id, name, trouble, limit } = refused
  return (
    <p className="tray-refused" role="alert">
      <Icon of={CircleAlert} small />
      <span>
        <bdi dir="auto">{name}</bdi>: {troubleText(trouble, limit)}
      </span>
      <button
        type="button"
        className="icon-button"
        aria-label={t('upload.dismiss', { name })}
        onClick={() => {
          uploads.dismiss(id)
          onGone()
        }}
      >
        <Icon of={X} small />
      </button>
    </p>
  )
}

function iconOf(type: string, name: string): LucideIcon {
  if (type.startsWith('image/')) return Image
  if (type.startsWith('video/')) return Film
  if (type.startsWith('audio/')) return Music
  if (/zip|compressed|tar$/.test(type) || /\.(zip|gz|7z|rar|tar)$/i.test(name)) return FileArchive
  return /^text\/|pdf|document|sheet|presentation/.test(type) ? FileText : File
}
