import type { Attachment } from '@papo/contract'
import { Download, File, FileArchive, FileMusic, FileSpreadsheet, FileText, FileVideo } from 'lucide-react'
import { useLanguage, useText } from '../preferences'
import { Icon } from '../ui/icon'
import type { UploadPreview } from '../upload/use-uploads'
import { downloadHref } from './address'
import { Arriving } from './arriving'
import { formatBytes } from './bytes'

type Props = { file: Attachment; note?: string; preview?: UploadPreview | null }

/** A file that is not shown itself: what it is, how large, and the way to have it. */
export function FileCard({ file, note, preview }: Props) {
  const t = useText()
  const { fileId, name, size } = file
  const facts = [extensionOf(name), formatBytes(size, useLanguage()), note].filter(Boolean).join(' · ')
  const words = (
    <>
      <Icon of={signOf(file)} />
      <span className="file-text">
        <span className="file-name">
          <span dir="auto">{name}</span>
        </span>
        <small>{facts}</small>
      </span>
    </>
  )
  if (preview)
    return (
      <div className="file" data-arriving>
        {words}
        <Arriving name={name} preview={preview} />
      </div>
    )
  return (
    <a className="file" href={downloadHref(fileId)} download={name} title={name}>
      <span className="sr-only">{t('files.download', { name: '' })}</span>
      {words}
      <Icon of={Download} small />
    </a>
  )
}

/** What is cut off a long name first says the most. */
const extensionOf = (name: string) => /.\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toUpperCase()

const SIGNS = [
  [/^video\//, FileVideo],
  [/^audio\//, FileMusic],
  [/zip|tar|compressed|7z|rar/, FileArchive],
  [/sheet|excel|csv/, FileSpreadsheet],
  [/^text\/|pdf|word|document|json|xml/, FileText],
] as const

function signOf({ type }: Attachment) {
  return SIGNS.find(([pattern]) => pattern.test(type))?.[1] ?? File
}
