import './attach.css'
import { Paperclip } from 'lucide-react'
import { lazy, type RefObject, useCallback, useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { useChat } from '../chat/use-chat'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'
import { isCovered } from '../ui/use-escape'
import { pastedIn } from './incoming'
import type { Place } from './upload'
import { useDrop } from './use-drop'
import { useRefused, useTray } from './use-uploads'
import { Late } from '../ui/late'

const Tray = lazy(() => import('./tray').then((m) => ({ default: m.Tray })))

/** Takes files from wherever they come: the picker, a drop on what is around the form, the clipboard. */
export function useIncoming({ roomId, threadOf }: Place, form: RefObject<HTMLFormElement | null>) {
  const { uploads } = useChat()
  const t = useText()
  const add = useCallback(
    (files: readonly File[]) => uploads.add({ roomId, threadOf }, files),
    [uploads, roomId, threadOf],
  )
  const zone = useDrop(form, add)
  const paste = useCallback(
    (data: DataTransfer): boolean => {
      const files = pastedIn(data, t('composer.pasted', { time: stamp() }))
      add(files)
      return files.length > 0
    },
    [add, t],
  )
  // While nothing else is being typed into, what is pasted is meant for the room.
  useEffect(() => {
    if (threadOf !== undefined) return
    const onPaste = (event: ClipboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest('input, textarea')
      // What lies over the room takes no files.
      if (
        typing ||
        form.current?.closest('[inert]') ||
        isCovered() ||
        event.defaultPrevented ||
        !event.clipboardData
      )
        return
      if (paste(event.clipboardData)) event.preventDefault()
    }
    addEventListener('paste', onPaste)
    return () => removeEventListener('paste', onPaste)
  }, [paste, threadOf, form])
  return { add, paste, zone }
}

/** As it sorts in a folder: `2026-05-01 14.03.59`. */
function stamp(): string {
  return new Date().toLocaleString('sv-SE').replaceAll(':', '.')
}

/** Left without `accept`, so that phones offer the camera too. */
export function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const t = useText()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        type="button"
        className="icon-button attach"
        aria-label={t('composer.attach')}
        title={t('composer.attach')}
        onClick={() => input.current?.click()}
      >
        <Icon of={Paperclip} />
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])])
          // The same file may be chosen again.
          target.value = ''
        }}
      />
    </>
  )
}

/** Over the conversation while a file hovers above it: says where it would go. */
export function DropTarget({ zone, room, thread }: { zone: Element | null; room: string; thread: boolean }) {
  const t = useText()
  if (!zone) return null
  return createPortal(
    <div className="drop-target">
      <p>
        <Icon of={Paperclip} />
        <span>{thread ? t('composer.drop.thread') : t('composer.drop', { room })}</span>
      </p>
    </div>,
    zone,
  )
}

/** What is chosen, above the field. */
export function TrayAbove({ place, field }: { place: Place; field: RefObject<HTMLTextAreaElement | null> }) {
  const files = useTray(place)
  const refused = useRefused(place)
  if (files.length + refused.length === 0) return null
  return (
    <Late>
      <Tray files={files} refused={refused} field={field} />
    </Late>
  )
}
