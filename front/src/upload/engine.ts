import type { Response, Upload as ServerUpload } from '@papo/contract'
import { LIMITS } from '@papo/contract/limits'
import { v7 as uuidv7 } from 'uuid'
import type { StoreApi } from 'zustand/vanilla'
import { notify } from '../chat/chat.store'
import type { OutgoingFile } from '../chat/outbox'
import * as texts from '../i18n/upload'
import { addTexts } from '../i18n/translate'
import { createBoard } from './board'
import { nameOf, sift, typeOf } from './choose'
import { followOutbox } from './outbox.watch'
import { createPictures } from './pictures'
import { createRunner } from './runner'
import { createTurn } from './turn'
import { again, outgoing, type Place, trayOf, type Upload } from './upload'
import { uploadApi } from './upload.api'
import { uploadStorage } from './upload.storage'
import type { Deps, UploadsState } from './uploads'

addTexts(texts)

/** What is left unsent for so long is not wanted any more. */
const KEEP_MS = 14 * 24 * 60 * 60_000
/** How old what is known of the limits may be. */
const FRESH_MS = 30_000
/** What has been clean for longer may have been swept away since. */
const SURE_MS = 24 * 60 * 60_000
/** Nobody waits longer for the limits: the server holds them anyway. */
const LIMITS_MS = 2_000
let refusals = 0

export type Engine = Awaited<ReturnType<typeof startEngine>>

/** Does the work: keeps chosen files on the device, sends them, and lets messages go when theirs have arrived. */
export async function startEngine({ store: chat, box, sender }: Deps, store: StoreApi<UploadsState>) {
  const userId = chat.getState().self.id
  const storage = uploadStorage(userId)
  const channel = new BroadcastChannel(`papo:uploads:${userId}`)
  const onNotKept = () => notify(chat, 'upload.notKept')
  const board = createBoard({ store, storage, channel, onNotKept })
  const turn = createTurn()
  const runner = createRunner({ chat, board, api: uploadApi, turn })
  const pictures = createPictures(store, board)
  const limits = createLimits()

  const kept = await storage.load().catch(() => [])
  for (const upload of kept) {
    if (upload.addedAt < Date.now() - KEEP_MS) board.drop(upload.localId)
    else board.put(upload)
  }
  const unfollow = followOutbox({ chat, store, box, sender, board, storage, turn })
  const onFiles = ({ files }: UploadsState) => {
    runner.follow(files)
    pictures.follow(files)
  }
  const unsubscribe = store.subscribe(onFiles)
  onFiles(store.getState())

  /** One choice after another, so that what was chosen first stands first, and is counted. */
  let adding = Promise.resolve()
  const addNow = async (place: Place, chosen: readonly File[]): Promise<void> => {
    const known = chat.getState().link.state === 'online' ? await limits() : null
    const { files } = store.getState()
    const openBytes = files.reduce((sum, u) => (u.uploadId === null ? sum + u.size : sum), 0)
    const held = { inTray: trayOf(files, place).length, openBytes, storage: known }
    const { taken, refused } = sift(chosen, held)
    const said = refused.map(({ file: { name }, ...why }) => ({ id: ++refusals, place, name, ...why }))
    store.setState((s) => ({ refused: [...s.refused, ...said] }))
    const sizes = await Promise.all(taken.map((file) => pictures.measure(file)))
    taken.forEach((file, i) => board.add(uploadOf(place, file, sizes[i] ?? null), file))
  }

  return {
    add(place: Place, files: readonly File[]): void {
      adding = adding.then(() => addNow(place, files)).catch(() => notify(chat, 'error.internal'))
    },
    /** Also on the server, unless a message has it. */
    remove(localId: string): void {
      const upload = board.find(localId)
      board.drop(localId)
      if (upload?.uploadId) void uploadApi.remove(upload.uploadId).catch(() => undefined)
    },
    retry(localId: string): void {
      const upload = board.find(localId)
      if (upload?.state === 'failed') board.patch(localId, again(upload))
    },
    bind(place: Place, clientId: string): OutgoingFile[] {
      const tray = trayOf(store.getState().files, place).slice(0, LIMITS.attachmentsMax)
      const bound = { clientId, at: Date.now() }
      const isOld = ({ state, settledAt }: Upload) => state === 'clean' && settledAt < bound.at - SURE_MS
      for (const upload of tray) board.patch(upload.localId, { bound, ...(isOld(upload) && again(upload)) })
      store.setState((s) => ({ refused: s.refused.filter((one) => !isSame(one.place, place)) }))
      return tray.map(outgoing)
    },
    release: (files: readonly OutgoingFile[]): void =>
      files.forEach(({ localId }) => board.patch(localId, { bound: null })),
    hear: (upload: ServerUpload): void => runner.hear(upload),
    stop(): void {
      unsubscribe()
      unfollow()
      runner.stopAll()
      pictures.stop()
      channel.close()
      storage.close()
    },
  }
}

const isSame = (a: Place, b: Place): boolean => a.roomId === b.roomId && a.threadOf === b.threadOf

type Size = { readonly width: number; readonly height: number }

function uploadOf({ roomId, threadOf = undefined }: Place, file: File, size: Size | null): Upload {
  return {
    localId: uuidv7(),
    roomId,
    threadOf: threadOf ?? null,
    name: nameOf(file.name),
    type: typeOf(file.type),
    size: file.size,
    width: size?.width ?? null,
    height: size?.height ?? null,
    addedAt: Date.now(),
    state: 'waiting',
    uploadId: null,
    attachment: null,
    trouble: null,
    settledAt: 0,
    bound: null,
  }
}

/** What may be sent, asked for when it is needed; null if nobody answers. */
function createLimits(): () => Promise<Response<'storage'> | null> {
  let known: Response<'storage'> | null = null
  let knownAt = 0
  return async () => {
    if (Date.now() - knownAt < FRESH_MS) return known
    const asked = uploadApi.storage().then((answer) => {
      knownAt = Date.now()
      return (known = answer)
    })
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), LIMITS_MS))
    return Promise.race([asked.catch(() => known), late])
  }
}
