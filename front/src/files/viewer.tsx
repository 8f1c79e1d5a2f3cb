import './viewer.css'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { personName } from '../chat/names'
import { useChatState } from '../chat/use-chat'
import * as texts from '../i18n/viewer'
import { addTexts } from '../i18n/translate'
import { useLanguage, useText } from '../preferences'
import { formatWhen } from '../ui/time'
import { useModal } from '../ui/dialog'
import { Icon } from '../ui/icon'
import { isSame, usePictures } from './use-pictures'
import { useZoom } from './use-zoom'
import { ViewerBar } from './viewer.bar'
import { ViewerStage } from './viewer.stage'
import { closeViewer, type Open, type Shown } from './viewer.store'

addTexts(texts)

const KEY_FACTOR = 1.5

/** One picture on a dark ground, and the way to the others. */
export function Viewer({ open }: { open: Open }) {
  const t = useText()
  const dialog = useModal()
  // None of its buttons is what one came for.
  useEffect(() => dialog.current?.focus(), [dialog])
  const { shown, at, pictures, step } = useStepping(open)
  const zoom = useZoom(shown?.picture ?? open.first.picture, {
    onNext: () => step(1),
    onBefore: () => step(-1),
    onClose: closeViewer,
  })
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const keys: Record<string, () => void> = {
      ArrowRight: () => step(1),
      ArrowLeft: () => step(-1),
      '+': () => zoom.by(KEY_FACTOR),
      '=': () => zoom.by(KEY_FACTOR),
      '-': () => zoom.by(1 / KEY_FACTOR),
      '0': zoom.whole,
    }
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  return (
    <dialog
      ref={dialog}
      open
      className="viewer"
      tabIndex={-1}
      aria-label={t('viewer.label')}
      onKeyDown={onKey}
      onCancel={(event) => {
        event.preventDefault()
        closeViewer()
      }}
      // Without a press since the last time, a browser closes it without asking. One that is gone is told of late.
      onClose={({ currentTarget }) => currentTarget.isConnected && closeViewer()}
    >
      {shown && (
        <>
          <ViewerBar shown={shown} zoom={zoom} place={`${at + 1} / ${pictures.length}`} />
          <ViewerStage key={shown.picture.fileId} shown={shown} zoom={zoom} />
          <Steps at={at} count={pictures.length} onStep={step} />
          <Told shown={shown} n={at + 1} count={pictures.length} />
        </>
      )}
    </dialog>
  )
}

/** Where one is among the pictures. When the one in sight is deleted, its neighbour takes its place. */
function useStepping(open: Open) {
  const pictures = usePictures(open)
  const [wanted, setWanted] = useState({ shown: open.first, at: 0 })
  const found = pictures.findIndex((one) => isSame(one, wanted.shown))
  const at = found === -1 ? Math.min(wanted.at, pictures.length - 1) : found
  const shown = pictures[at]
  if (pictures.length === 0) queueMicrotask(closeViewer)
  else if (shown && (found === -1 || at !== wanted.at)) setWanted({ shown, at })
  const step = (by: number) => {
    const next = pictures[at + by]
    if (next) setWanted({ shown: next, at: at + by })
  }
  return { shown, at, pictures, step }
}

type StepsProps = { at: number; count: number; onStep: (by: number) => void }

function Steps({ at, count, onStep }: StepsProps) {
  const t = useText()
  if (count < 2) return null
  return (
    <>
      <button
        type="button"
        className="viewer-step"
        data-side="before"
        onClick={() => onStep(-1)}
        disabled={at === 0}
        aria-label={t('viewer.before')}
      >
        <Icon of={ChevronLeft} />
      </button>
      <button
        type="button"
        className="viewer-step"
        data-side="next"
        onClick={() => onStep(1)}
        disabled={at === count - 1}
        aria-label={t('viewer.next')}
      >
        <Icon of={ChevronRight} />
      </button>
    </>
  )
}

function Told({ shown, n, count }: { shown: Shown; n: number; count: number }) {
  const t = useText()
  const person = useChatState((s) => personName(s.people, shown.senderId))
  const when = formatWhen(shown.at, useLanguage(), t)
  return (
    <p className="sr-only" role="status">
      {t('viewer.place', { n, count, name: shown.picture.name, person, when })}
    </p>
  )
}
