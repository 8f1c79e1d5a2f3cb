import { thumbnailHref, thumbnailSet } from '../files/address'
import type { Picture } from '../files/kind'
import { useArrival } from '../files/use-arrival'

const WIDTH_PX = 480

/** Its place is known before it comes; if it does not come, its blur stays. */
export function PreviewPicture({ picture }: { picture: Picture }) {
  const { state, tries, onLoad, onError } = useArrival()
  const { fileId, width, height, blur } = picture
  return (
    <span
      className="preview-picture"
      style={{ aspectRatio: `${width} / ${height}`, ...(blur && { backgroundImage: `url("${blur}")` }) }}
    >
      {state !== 'failed' && (
        <img
          key={tries}
          alt=""
          src={thumbnailHref(fileId, WIDTH_PX)}
          srcSet={thumbnailSet(picture)}
          sizes="420px"
          data-coming={state === 'coming' || undefined}
          loading="lazy"
          decoding="async"
          onLoad={onLoad}
          onError={onError}
        />
      )}
    </span>
  )
}
