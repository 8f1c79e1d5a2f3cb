import { thumbnailHref } from '../files/address'
import { useArrival } from '../files/use-arrival'

/** Twice as many as the largest face that stands in a list has. */
const WIDTH_PX = 96

/** The picture of a person or a room, above what stands there until it has come, and if it does not. */
export function FacePicture({ fileId }: { fileId: string }) {
  const { state, tries, onLoad, onError } = useArrival()
  if (state === 'failed') return null
  return (
    <img
      key={tries}
      className="face-picture"
      data-coming={state === 'coming' || undefined}
      alt=""
      src={thumbnailHref(fileId, WIDTH_PX)}
      loading="lazy"
      decoding="async"
      draggable={false}
      onLoad={onLoad}
      onError={onError}
    />
  )
}
