import './files.panel.css'
import type { JoinedRoom } from '@papo/contract'
import { roomName } from '../chat/names'
import * as texts from '../i18n/files-panel'
import { addTexts } from '../i18n/translate'
import { SidePanel } from '../panel/side.panel'
import { useText } from '../preferences'
import { Tabs } from '../ui/tabs'
import { FileList } from './file.list'

addTexts(texts)

/** All that was sent to a room, in two lists. */
export function FilesPanel({ room, onClose }: { room: JoinedRoom; onClose: () => void }) {
  const t = useText()
  const tabs = (['media', 'other'] as const).map((kind) => ({
    id: kind,
    label: t(`filesPanel.${kind}`),
    content: <FileList roomId={room.id} kind={kind} />,
  }))
  return (
    <SidePanel title={t('filesPanel.title')} hint={roomName(room)} wide onClose={onClose}>
      <div className="panel-scroll files-panel">
        <Tabs label={t('filesPanel.kinds')} tabs={tabs} />
      </div>
    </SidePanel>
  )
}
