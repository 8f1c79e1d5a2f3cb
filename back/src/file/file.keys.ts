import { THUMBNAIL_WIDTHS } from '@papo/contract'
import { randomBytes } from 'node:crypto'

const randomName = () => randomBytes(20).toString('hex')

/** Where a browser sends a file; it may send there again as long as its link holds. */
export const newUploadKey = (): string => `up/${randomName()}`
/** Where a checked file is kept: no browser is ever given a right to write there. */
export const newKey = (): string => `files/${randomName()}/original`
export const UPLOADS = 'up/'
export const FILES = 'files/'

const OURS = /^(?:up\/[0-9a-f]{40}|files\/[0-9a-f]{40}\/(?:original|\d+))$/
/** Whether it can be a key of ours: a bucket may hold what others put there. */
export const isOurs = (key: string): boolean => OURS.test(key)

/** Thumbnails stand beside their picture. */
export const thumbnailKey = (key: string, width: number): string => `${folderOf(key)}${width}`
export const originalKey = (key: string): string => `${folderOf(key)}original`

/** All that may be there of a file. */
export const keysOf = ({ uploadKey, key }: { uploadKey: string; key: string | null }): string[] => [
  uploadKey,
  ...(key ? [key, ...THUMBNAIL_WIDTHS.map((width) => thumbnailKey(key, width))] : []),
]

const folderOf = (key: string) => key.slice(0, key.lastIndexOf('/') + 1)
