import { z } from 'zod'
import { UPLOAD_REFUSALS, UPLOAD_STATES } from './names.js'
import { id } from './scalars.js'

export const attachment = z.strictObject({
  fileId: id,
  name: z.string(),
  type: z.string(),
  size: z.int().nonnegative(),
  /** Of a picture (pixels): only then it has thumbnails. */
  width: z.int().positive().optional(),
  height: z.int().positive().optional(),
  /** The picture in a few pixels, as a `data:` URL, to be shown until it has come. */
  blur: z.string().max(1_000).optional(),
})
export type Attachment = z.infer<typeof attachment>

export const preview = z.strictObject({
  url: z.url(),
  title: z.string(),
  description: z.string().optional(),
  siteName: z.string().optional(),
  /** The page's picture, kept here. */
  image: attachment.optional(),
})
export type Preview = z.infer<typeof preview>

/** Where to send the bytes of a file: by PUT, all of them to `url` or each part to its own. URLs may be relative to ours. */
export const uploadTarget = z.strictObject({
  method: z.literal('PUT'),
  url: z.string().optional(),
  headers: z.record(z.string(), z.string()),
  /** Size of every part but the last (bytes). */
  partBytes: z.int().positive().optional(),
  /** The parts that have not come yet. */
  parts: z.array(z.strictObject({ number: z.int().positive(), url: z.string() })).optional(),
})
export type UploadTarget = z.infer<typeof uploadTarget>

export const upload = z.strictObject({
  uploadId: id,
  roomId: id.optional(),
  state: z.enum(UPLOAD_STATES),
  reason: z.enum(UPLOAD_REFUSALS).optional(),
  /** Once it is clean: the `fileId` is the `uploadId`. */
  attachment: attachment.optional(),
})
export type Upload = z.infer<typeof upload>
