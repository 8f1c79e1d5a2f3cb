import type { JoinedRoom, Message } from '@papo/contract'
import { useCallback, useEffect, useState } from 'react'
import { useStore } from 'zustand/react'
import { roomName } from '../chat/names'
import { useChat } from '../chat/use-chat'
import type { Aim } from '../composer/aim'
import { Composer } from '../composer/composer'
import { useText } from '../preferences'
import { TimelineBones } from '../timeline/timeline.bones'
import { Blank } from '../ui/blank'
import { SidePanel } from './side.panel'
import { ThreadList } from './thread.list'
import { createThreadSource, type ThreadSource } from './thread.source'

type Props = { room: JoinedRoom; root: number; onClose: () => void }

export function ThreadPanel({ room, root, onClose }: Props) {
  const t = useText()
  const chat = useChat()
  const [source] = useState(() => createThreadSource(chat, room.id, root))
  useEffect(() => source.start(), [source])
  const { thread, load } = useStore(source.store)
  const [aim, setAim] = useState<Aim>(null)
  const reply = useCallback((message: Message) => setAim({ kind: 'reply', message }), [])
  const edit = useCallback((message: Message) => setAim({ kind: 'edit', message }), [])
  const held = useCallback(() => source.store.getState().thread?.replies, [source])
  return (
    <SidePanel title={t('thread.title')} hint={roomName(room)} wide onClose={onClose}>
      {thread && <ThreadList room={room} source={source} onReply={reply} onEdit={edit} />}
      {!thread && load === 'loading' && <TimelineBones />}
      {!thread && load !== 'loading' && <Absent load={load} source={source} onClose={onClose} />}
      {thread && <Composer room={room} threadOf={root} aim={aim} onAim={setAim} held={held} />}
    </SidePanel>
  )
}

type AbsentProps = { load: string; source: ThreadSource; onClose: () => void }

function Absent({ load, source, onClose }: AbsentProps) {
  const t = useText()
  if (load === 'missing')
    return (
      <div className="panel-box">
        <Blank title={t('thread.missing.title')} text={t('thread.missing.text')}>
          <button type="button" className="button" data-kind="quiet" onClick={onClose}>
            {t('panel.back')}
          </button>
        </Blank>
      </div>
    )
  return (
    <div className="panel-box">
      <Blank text={t('thread.failed')} role="alert">
        <button type="button" className="button" data-kind="quiet" onClick={() => void source.load()}>
          {t('app.retry')}
        </button>
      </Blank>
    </div>
  )
}
