import { ImageOff } from 'lucide-react'
import type { CSSProperties } from 'react'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'
import { thumbnailHref, thumbnailSet } from './address'
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

/** A thumbnail in its place: blurred until it has come; if it does not, the way to ask again. */
export function PictureBox({ picture, widthPx, style, onOpen }: Props) {
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
