import type { Message } from '@papo/contract'
import { boxOf, GRID_PX, gridOf } from './box'
import type { Picture } from './kind'
import { PictureBox } from './picture.box'
import { openViewer } from './viewer.store'

type Props = { message: Message; pictures: readonly Picture[] }

/** One picture in its own proportion; several cut to squares, in rows of two or three. */
export function PictureGrid({ message, pictures }: Props) {
  const { roomId, seq, senderId, at } = message
  const shown = pictures.map((picture) => ({ picture, roomId, seq, senderId, at }))
  const [first, ...others] = shown
  if (!first) return null
  const { width, height } = boxOf(first.picture)
  if (others.length === 0)
    return (
      <PictureBox
        picture={first.picture}
        widthPx={width}
        style={{ width, aspectRatio: `${width} / ${height}` }}
        onOpen={() => openViewer({ first, among: shown, ofRoom: true })}
      />
    )
  const inRow = gridOf(shown.length).flatMap((count) => Array<number>(count).fill(count))
  return (
    <div className="pictures">
      {shown.map((one, i) => {
        const columns = inRow[i] ?? 3
        return (
          <PictureBox
            key={one.picture.fileId}
            picture={one.picture}
            widthPx={GRID_PX / columns}
            style={{ gridColumn: `span ${6 / columns}` }}
            onOpen={() => openViewer({ first: one, among: shown, ofRoom: true })}
          />
        )
      })}
    </div>
  )
}
