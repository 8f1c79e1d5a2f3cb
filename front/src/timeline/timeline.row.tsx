import { memo } from 'react'
import { MessageItem } from '../message/message.item'
import type { Row } from './rows'
import { ThreadLine } from '../message/thread.line'
import { DayLabel, UnreadLine } from './timeline.parts'
import type { MessageActs } from '../message/use-message-acts'

export type RowProps = {
  row: Row
  acts: MessageActs
  /** Tab leads to it, for the focus is there. */
  focused: boolean
  /** A menu of it is open. */
  held: boolean
  highlighted: boolean
}

/** A message and what stands above it. */
export const TimelineRow = memo(function TimelineRow(props: RowProps) {
  const { day, unread, message } = props.row
  return (
    <>
      {day && <DayLabel at={day} />}
      {unread && <UnreadLine />}
      {message.threadOf === undefined ? <MessageItem {...props} /> : <ThreadLine {...props} />}
    </>
  )
})
