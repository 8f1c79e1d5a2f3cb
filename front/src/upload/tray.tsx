import './tray.css'
import { type RefObject, useRef } from 'react'
import * as texts from '../i18n/upload'
import { addTexts } from '../i18n/translate'
import { useText } from '../preferences'
import { RefusedLine, TrayItem } from './tray.item'
import { TrayVoice } from './tray.voice'
import type { Uploads } from './upload'
import type { Refused } from './uploads'

addTexts(texts)

type Props = {
  files: Uploads
  refused: readonly Refused[]
  field: RefObject<HTMLTextAreaElement | null>
}

/** The files that will go with the next message, and what becomes of each. */
export function Tray({ files, refused, field }: Props) {
  const t = useText()
  const list = useRef<HTMLUListElement>(null)
  /** What had the focus goes; what stands in its place gets it. */
  const moveFocus = (index: number) =>
    requestAnimationFrame(() => {
      const buttons = list.current?.querySelectorAll<HTMLElement>('.tray-remove') ?? []
      const next = buttons[Math.min(index, buttons.length - 1)] ?? field.current
      next?.focus()
    })
  return (
    <section className="tray" aria-label={t('upload.tray')}>
      {refused.map((one, index) => (
        <RefusedLine
          key={one.id}
          refused={one}
          onGone={() => index === refused.length - 1 && field.current?.focus()}
        />
      ))}
      {files.length > 0 && (
        <ul ref={list}>
          {files.map((file, index) => (
            <TrayItem key={file.localId} file={file} onGone={() => moveFocus(index)} />
          ))}
        </ul>
      )}
      <TrayVoice files={files} />
    </section>
  )
}
