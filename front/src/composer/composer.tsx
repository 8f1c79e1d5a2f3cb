import './composer.css'
import type { JoinedRoom } from '@papo/contract'
import { LIMITS } from '@papo/contract/limits'
import { Check, SendHorizontal } from 'lucide-react'
import { lazy, memo, useEffect, useId, useRef, useState } from 'react'
import { roomName } from '../chat/names'
import { useChatState } from '../chat/use-chat'
import { hasMarkdown } from '../markdown/syntax'
import { useLanguage, useText } from '../preferences'
import { AttachButton, DropTarget, TrayAbove, useIncoming } from '../upload/attach'
import { Icon } from '../ui/icon'
import { AimLine } from './aim.line'
import { useClosed } from './closed'
import { ComposerField, enterSends } from './composer.field'
import { ClosedLine, LengthLine } from './composer.lines'
import { ComposerTools } from './composer.tools'
import { type Completion, useCompletion } from './use-completion'
import { type ComposerProps, useSending } from './use-sending'
import { Late } from '../ui/late'

const BlockedLine = lazy(() => import('../people/blocked.line').then((m) => ({ default: m.BlockedLine })))
const Suggestions = lazy(() => import('./suggestions').then((m) => ({ default: m.Suggestions })))
const Preview = lazy(() => import('./preview').then((m) => ({ default: m.Preview })))

/** Where one writes, to a room or to one of its threads; any number of them may stand on a page. */
export const Composer = memo(function Composer(props: ComposerProps) {
  const closed = useClosed(props.room, useLanguage())
  const [partner] = props.room.kind === 'direct' ? (props.room.people ?? []) : []
  const blocked = useChatState((s) => partner !== undefined && s.blocked.includes(partner.id))
  if (!closed) return <OpenComposer {...props} />
  const line = <ClosedLine closed={closed} />
  if (!partner || !blocked) return line
  return (
    <Late fallback={line}>
      <BlockedLine user={partner} />
    </Late>
  )
})

function OpenComposer(props: ComposerProps) {
  const { room, threadOf, aim, onAim } = props
  const t = useText()
  const [form, field] = [useRef<HTMLFormElement>(null), useRef<HTMLTextAreaElement>(null)]
  const place = { roomId: room.id, threadOf }
  const incoming = useIncoming(place, form)
  const listId = useId()
  const sending = useSending(props)
  const completion = useCompletion(field)
  const [previewing, setPreviewing] = useState(false)
  const { text, length } = sending
  const label = t(threadOf === undefined ? 'composer.label' : 'composer.label.thread', {
    room: roomName(room),
  })
  const submit = () => {
    if (sending.submit()) field.current?.focus()
  }
  const rich = hasMarkdown(text)
  useEffect(() => {
    if (aim || enterSends()) field.current?.focus()
  }, [aim])

  return (
    <form
      ref={form}
      className="composer"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {aim && <AimLine aim={aim} onStop={() => onAim(null)} />}
      <div className="composer-box">
        <Late>
          <Completed room={room} listId={listId} completion={completion} />
          {previewing && text.trim() !== '' && <Preview text={text} />}
        </Late>
        <TrayAbove place={place} field={field} />
        {aim?.kind !== 'edit' && <AttachButton onFiles={incoming.add} />}
        <ComposerField
          ref={field}
          label={label}
          listId={listId}
          sending={sending}
          completion={completion}
          onSubmit={submit}
          onPasteFiles={incoming.paste}
          onPreview={() => setPreviewing(!previewing)}
          onStop={aim ? () => onAim(null) : null}
        />
        <ComposerTools
          field={field}
          rich={rich || previewing}
          previewing={previewing}
          onPreview={() => setPreviewing(!previewing)}
        />
        <SendButton ready={sending.ready} saves={aim?.kind === 'edit'} />
      </div>
      {length > LIMITS.bodyMax - 200 && <LengthLine length={length} />}
      <DropTarget zone={incoming.zone} room={roomName(room)} thread={threadOf !== undefined} />
    </form>
  )
}

type CompletedProps = { room: JoinedRoom; listId: string; completion: Completion }

function Completed({ room, listId, completion }: CompletedProps) {
  const { trigger, list, setActiveId, pick } = completion
  if (!trigger) return null
  return (
    <Suggestions ref={list} id={listId} room={room} trigger={trigger} onActive={setActiveId} onPick={pick} />
  )
}

function SendButton({ ready, saves }: { ready: boolean; saves: boolean }) {
  const t = useText()
  return (
    <button
      type="submit"
      className="send"
      disabled={!ready}
      aria-label={t(saves ? 'composer.save' : 'composer.send')}
      onPointerDown={(event) => event.preventDefault()}
    >
      <Icon of={saves ? Check : SendHorizontal} />
    </button>
  )
}
