import { ImageOff } from 'lucide-react'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'
import { fileHref, thumbnailHref, thumbnailSet } from './address'
import type { Picture } from './kind'
import { useArrival } from './use-arrival'
import type { ZoomHold } from './use-zoom'
import type { Shown } from './viewer.store'

const WIDTH_PX = 1_280

/** The picture, blurred until it has come; the larger it is looked at, the more of it is loaded. */
export function ViewerStage({ shown: { picture }, zoom }: { shown: Shown; zoom: ZoomHold }) {
  const t = useText()
  const { state, tries, retry, onLoad, onError } = useArrival()
  const { scale, x, y } = zoom.now
  const { width, height } = zoom.fit
  const behind = state === 'coming' && picture.blur ? { backgroundImage: `url("${picture.blur}")` } : {}
  return (
    <div className="viewer-stage" ref={zoom.stage} data-zoomed={scale > 1 || undefined} {...zoom.handlers}>
      {state === 'failed' ? (
        <div className="viewer-failed" role="alert">
          <Icon of={ImageOff} />
          <p>{t('viewer.failed')}</p>
          <button type="button" className="button" data-kind="quiet" onClick={retry}>
            {t('app.retry')}
          </button>
        </div>
      ) : (
        <img
          key={tries}
          className="viewer-picture"
          alt={picture.name}
          src={thumbnailHref(picture.fileId, WIDTH_PX)}
          srcSet={setOf(picture)}
          sizes={`${Math.round(width * scale)}px`}
          style={{ width, height, transform: `translate(${x}px, ${y}px) scale(${scale})`, ...behind }}
          draggable={false}
          decoding="async"
          onLoad={onLoad}
          onError={onError}
        />
      )}
    </div>
  )
}

/** The file itself is the largest of its sizes. */
function setOf(picture: Picture): string {
  const set = thumbnailSet(picture)
  return picture.width > WIDTH_PX ? `${set}, ${fileHref(picture.fileId)} ${picture.width}w` : set
}
