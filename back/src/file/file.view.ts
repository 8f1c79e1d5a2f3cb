import { type Attachment, type Upload, UPLOAD_REFUSALS, type UPLOAD_PURPOSES } from '@papo/contract'

export type Purpose = (typeof UPLOAD_PURPOSES)[number] | 'preview'
export type Refusal = (typeof UPLOAD_REFUSALS)[number]

/** A row of `file`. */
export type FileRow = {
  id: string
  purpose: string
  roomId: string | null
  userId: string | null
  name: string
  type: string
  size: bigint
  state: string
  reason: string | null
  uploadKey: string
  multipartId: string | null
  key: string | null
  width: number | null
  height: number | null
  blur: string | null
  messageSeq: bigint | null
  clientId: string | null
}

export const toAttachment = ({ id, name, type, size, width, height, blur }: FileRow): Attachment => ({
  fileId: id,
  name,
  type,
  size: Number(size),
  ...(width && height ? { width, height } : {}),
  ...(blur ? { blur } : {}),
})

/** As its owner sees it. What is gone was refused, if anyone still asks. */
export function toUpload(row: FileRow): Upload {
  const reason = UPLOAD_REFUSALS.find((one) => one === row.reason)
  return {
    uploadId: row.id,
    ...(row.roomId ? { roomId: row.roomId } : {}),
    state: row.state === 'gone' ? 'refused' : (row.state as Upload['state']),
    ...(reason ? { reason } : {}),
    ...(row.state === 'clean' ? { attachment: toAttachment(row) } : {}),
  }
}
