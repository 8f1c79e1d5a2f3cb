import { useEffect, useRef } from 'react'
import { useLanguage, useText } from '../preferences'
import { Blank, ListBones } from '../ui/blank'
import type { FilesKind, RoomFile } from './files.api'
import { FileRow } from './file.row'
import { MediaTile } from './media.tile'
import { useRoomFiles } from './use-room-files'

type Props = { roomId: string; kind: FilesKind }

/** A room's files of a kind by months, more of them as one scrolls. */
export function FileList({ roomId, kind }: Props) {
  const t = useText()
  const language = useLanguage()
  const { items, failed, more, reload } = useRoomFiles(roomId, kind)
  if (failed && (items === null || items.length === 0)) return <Failed onRetry={reload} />
  if (items === null) return <ListBones count={5} />
  if (items.length === 0)
    return <Blank title={t('filesPanel.none.title')} text={t(`filesPanel.none.${kind}`)} role="status" />
  return (
    <>
      {monthsOf(items, language).map(({ month, files }) => (
        <section key={month} className="files-month">
          <h3>{month}</h3>
          <ul data-kind={kind}>
            {files.map((file) =>
              kind === 'media' ? (
                <MediaTile key={file.attachment.fileId} roomId={roomId} file={file} among={items} />
              ) : (
                <FileRow key={file.attachment.fileId} roomId={roomId} file={file} />
              ),
            )}
          </ul>
        </section>
      ))}
      {failed && more ? <Failed onRetry={more} /> : more && <More key={items.length} onSight={more} />}
    </>
  )
}

function Failed({ onRetry }: { onRetry: () => void }) {
  const t = useText()
  return (
    <Blank text={t('filesPanel.failed')} role="alert">
      <button type="button" className="button" data-kind="quiet" onClick={onRetry}>
        {t('app.retry')}
      </button>
    </Blank>
  )
}

/** Asks for more before its place is reached. */
function More({ onSight }: { onSight: () => void }) {
  const place = useRef<HTMLDivElement>(null)
  const asked = useRef(false)
  useEffect(() => {
    const element = place.current
    if (!element) return
    const look = ([entry]: IntersectionObserverEntry[]) => {
      if (!entry?.isIntersecting || asked.current) return
      asked.current = true
      onSight()
    }
    const observer = new IntersectionObserver(look, { rootMargin: '600px' })
    observer.observe(element)
    return () => observer.disconnect()
  }, [onSight])
  return (
    <div ref={place}>
      <ListBones count={2} />
    </div>
  )
}

function monthsOf(items: readonly RoomFile[], language: string): { month: string; files: RoomFile[] }[] {
  const format = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric' })
  const months: { month: string; files: RoomFile[] }[] = []
  for (const file of items) {
    const month = format.format(new Date(file.at))
    const last = months.at(-1)
    if (last?.month === month) last.files.push(file)
    else months.push({ month, files: [file] })
  }
  return months
}
