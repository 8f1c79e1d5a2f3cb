import { goTo } from '../route'
import { isPhone } from '../ui/shell'

/** To the message of a file; beside it the list stays, where there is room for both. */
export function goToFile(roomId: string, seq: number): void {
  goTo(isPhone() ? { name: 'room', roomId, seq } : { name: 'room', roomId, seq, panel: 'files' })
}
