import type { RequestInput } from '@papo/contract'
import { LIMITS } from '@papo/contract/limits'
import { useEffect, useRef, useState } from 'react'
import { carry } from '../upload/carry'
import { nameOf, typeOf } from '../upload/choose'
import { openPicture } from '../upload/picture'
import { putBytes } from '../upload/put'
import { UploadError } from '../upload/trouble'
import type { Trouble } from '../upload/upload'
import { uploadApi } from '../upload/upload.api'

export type Owner = Pick<RequestInput<'createUpload'>, 'purpose' | 'roomId'>
export type Choice =
  | { step: 'none' }
  | { step: 'chosen'; file: File; url: string }
  /** `sent` from 0 to 1; all of it: it is being checked. */
  | { step: 'sending'; file: File; url: string; sent: number }
  | { step: 'failed'; trouble: Trouble }

const ASK_MS = 700
const NONE: Choice = { step: 'none' }

/** A picture that is chosen, looked at, and sent; `onReady` then puts it in its place. */
export function usePictureChoice(owner: Owner, onReady: (fileId: string) => Promise<boolean>) {
  const [choice, setChoice] = useState<Choice>(NONE)
  const running = useRef<AbortController | null>(null)
  const url = useRef<string | null>(null)
  const letGo = () => {
    running.current?.abort()
    if (url.current) URL.revokeObjectURL(url.current)
    url.current = null
  }
  useEffect(() => letGo, [])

  const choose = async (file: File | undefined): Promise<void> => {
    if (!file) return
    letGo()
    if (file.size > LIMITS.avatarBytesMax) return setChoice({ step: 'failed', trouble: 'tooLarge' })
    const picture = await openPicture(file)
    if (!picture) return setChoice({ step: 'failed', trouble: 'unreadable' })
    url.current = picture.url
    setChoice({ step: 'chosen', file, url: picture.url })
  }

  const send = async (): Promise<void> => {
    if (choice.step !== 'chosen') return
    const control = (running.current = new AbortController())
    const { file } = choice
    const told = (sent: number) => {
      if (!control.signal.aborted) setChoice({ ...choice, step: 'sending', sent })
    }
    told(0)
    try {
      const fileId = await sendPicture(file, owner, { signal: control.signal, onProgress: told })
      const done = await onReady(fileId)
      if (control.signal.aborted) return
      if (done) letGo()
      setChoice(done ? NONE : choice)
    } catch (error) {
      if (control.signal.aborted) return
      setChoice({ step: 'failed', trouble: error instanceof UploadError ? error.trouble : 'network' })
    }
  }

  return {
    choice,
    choose,
    send,
    cancel: () => {
      letGo()
      setChoice(NONE)
    },
  }
}

type Following = { signal: AbortSignal; onProgress: (sent: number) => void }

/** @returns the id of the file, once it was checked. @throws UploadError */
async function sendPicture(file: File, owner: Owner, { signal, onProgress }: Following): Promise<string> {
  const wish = { ...owner, name: nameOf(file.name), type: typeOf(file.type), size: file.size }
  const { fileId } = await carry(
    { file, wish, uploadId: null },
    {
      api: uploadApi,
      put: putBytes,
      signal,
      online: () => Promise.resolve(),
      heard: () => new Promise((resolve) => setTimeout(() => resolve(null), ASK_MS)),
      onUploadId: () => undefined,
      onProgress,
      onSent: () => onProgress(1),
    },
  )
  return fileId
}
