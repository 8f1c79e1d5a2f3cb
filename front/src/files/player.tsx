import type { Attachment } from '@papo/contract'
import { Download } from 'lucide-react'
import { useLanguage, useText } from '../preferences'
import { Icon } from '../ui/icon'
import { downloadHref, fileHref } from './address'
import { formatBytes } from './bytes'
import { FileCard } from './file.card'
import { useArrival } from './use-arrival'

type Props = { file: Attachment; kind: 'video' | 'audio' }

/** The browser's own player, in a box whose size is known before anything has come. */
export function Player({ file, kind }: Props) {
  const t = useText()
  const { state, tries, onLoad, onError } = useArrival()
  const language = useLanguage()
  const { fileId, name, size } = file
  if (state === 'failed') return <FileCard file={file} note={t('files.unplayable')} />
  const played = {
    src: fileHref(fileId),
    controls: true,
    preload: 'metadata',
    'aria-label': name,
    onLoadedMetadata: onLoad,
    onError,
  } as const
  return (
    <figure className="player">
      {kind === 'video' ? <video key={tries} playsInline {...played} /> : <audio key={tries} {...played} />}
      <figcaption>
        <span className="clip" dir="auto" title={name}>
          {name}
        </span>
        <small>{formatBytes(size, language)}</small>
        <a
          className="icon-button"
          href={downloadHref(fileId)}
          download={name}
          aria-label={t('files.download', { name })}
        >
          <Icon of={Download} small />
        </a>
      </figcaption>
    </figure>
  )
}
