import type { StoreApi } from 'zustand/vanilla'
import { awaitsFiles, failFiles, type OutboxItem, supply } from '../chat/outbox'
import type { Board } from './board'
import type { Turn } from './turn'
import { again, doneWith, verdictOn } from './upload'
import type { UploadStorage } from './upload.storage'
import type { Deps, UploadsState } from './uploads'

type Watching = Omit<Deps, 'store'> & { chat: Deps['store']; store: StoreApi<UploadsState>; board: Board } & {
  storage: Pick<UploadStorage, 'load'>
  turn: Turn
}

/** Lets a message go when its files have arrived, or the next ones past it when one has not. */
export function followOutbox({ chat, store, box, sender, board, storage, turn }: Watching): () => void {
  const seen = new Set<string>()
  const searching = new Set<string>()
  const stopping = new AbortController()

  const settle = (item: OutboxItem, how: 'supply' | 'fail'): void => {
    const { clientId, roomId } = item
    const verdict = verdictOn(item, store.getState().files)
    if (how === 'fail') box.change((outbox) => failFiles(outbox, clientId))
    else if (verdict.kind === 'supply') box.change((outbox) => supply(outbox, clientId, verdict.attachments))
    sender.drain(roomId)
  }

  const judge = (item: OutboxItem): void => {
    const verdict = verdictOn(item, store.getState().files)
    const unknown = item.uploads?.find(({ localId }) => !board.find(localId))
    if (unknown) void search(item, unknown.localId)
    else if (verdict.kind === 'wait') verdict.stale.forEach((u) => board.patch(u.localId, again(u)))
    else settle(item, verdict.kind)
  }

  /** It may be another tab's, which holds its turn while it lives; else it is on the device, or lost. */
  const search = async (item: OutboxItem, localId: string): Promise<void> => {
    if (searching.has(localId)) return
    searching.add(localId)
    await turn(localId, stopping.signal, async () => {
      const kept = await storage.load().catch(() => [])
      const found = kept.find((upload) => upload.localId === localId)
      if (found) board.put(found)
      const now = chat.getState().outbox.find((i) => i.clientId === item.clientId)
      if (!board.find(localId) && now && waits(now)) settle(now, 'fail')
    })
    searching.delete(localId)
  }

  const look = (): void => {
    const { outbox } = chat.getState()
    for (const item of outbox) if (item.uploads) seen.add(item.clientId)
    for (const { localId } of doneWith(store.getState().files, outbox, { seen, now: Date.now() }))
      board.drop(localId)
    for (const item of outbox) if (waits(item)) judge(item)
  }
  const unsubscribe = [
    chat.subscribe((now, before) => now.outbox !== before.outbox && look()),
    store.subscribe((now, before) => now.files !== before.files && look()),
  ]
  look()
  return () => {
    stopping.abort()
    unsubscribe.forEach((end) => end())
  }
}

const waits = (item: OutboxItem): boolean => item.state === 'pending' && awaitsFiles(item)
