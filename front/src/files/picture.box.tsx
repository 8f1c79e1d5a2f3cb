import { ImageOff } from 'lucide-react'
import type { CSSProperties } from 'react'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'
import { useLocalPicture, useUploadPreview } from '../upload/use-uploads'
import { thumbnailHref, thumbnailSet } from './address'
import { Arriving } from './arriving'
import type { Picture } from './kind'
import { useArrival } from './use-arrival'

const WIDTH_PX = 480

type Props = {
  picture: Picture
  /** How wide it is drawn (pixels). */
  widthPx: number
  style?: CSSProperties
  onOpen: () => void
}

/** A picture in its place, also one that is still on its way from here. */
export function PictureBox(props: Props) {
  const t = useText()
  const { picture, style, onOpen } = props
  const local = useLocalPicture(picture.fileId)
  const preview = useUploadPreview(picture.fileId)
  const shown = local && <img alt={preview ? picture.name : ''} src={local} decoding="sync" />
  if (preview)
    return (
      <span className="picture" data-arriving style={style}>
        {shown}
        <Arriving name={picture.name} preview={preview} />
      </span>
    )
  if (!shown) return <Thumbnail {...props} />
  return (
    <button
      type="button"
      className="picture"
      style={style}
      onClick={onOpen}
      aria-label={t('files.open', { name: picture.name })}
    >
      {shown}
    </button>
  )
}

/** Blurred until it has come; if it does not come, the way to ask again. */
function Thumbnail({ picture, widthPx, style, onOpen }: Props) {
  const t = useText()
  const { state, tries, retry, onLoad, onError } = useArrival()
  const { fileId, name, blur } = picture
  if (state === 'failed')
    return (
      <button
        type="button"
        className="picture"
        data-failed
        style={style}
        onClick={retry}
        title={t('files.failed.named', { name })}
      >
        <Icon of={ImageOff} />
        <span>{t('files.failed')}</span>
        <strong>{t('app.retry')}</strong>
      </button>
    )
  const behind = state === 'coming' && blur ? { backgroundImage: `url("${blur}")` } : {}
  return (
    <button
      type="button"
      className="picture"
      data-coming={state === 'coming' || undefined}
      style={{ ...style, ...behind }}
      onClick={onOpen}
      aria-label={t('files.open', { name })}
    >
      <img
        key={tries}
        alt=""
        src={thumbnailHref(fileId, WIDTH_PX)}
        srcSet={thumbnailSet(picture)}
        sizes={`${widthPx}px`}
        loading="lazy"
        decoding="async"
        onLoad={onLoad}
        onError={onError}
      />
    </button>
  )
}
