import './bots.css'
import type { JoinedRoom } from '@papo/contract'
import * as texts from '../i18n/bots'
import { addTexts } from '../i18n/translate'
import { IncomingHooks } from './incoming.hooks'
import { OutgoingHooks } from './outgoing.hooks'

addTexts(texts)

/** By which other programs speak in a room, and are told of it; for those who run it. */
export function IntegrationsPart({ room: { id } }: { room: JoinedRoom }) {
  return (
    <div className="bots">
      <IncomingHooks roomId={id} />
      <OutgoingHooks roomId={id} />
    </div>
  )
}
