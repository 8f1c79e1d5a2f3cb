import { expect, test, vi } from 'vitest'
import { noteOf, payloadIn } from './notes'
import { goIn, isWatched, type Tab } from './tabs'

const told = {
  ...{ type: 'message', roomId: 'r1', seq: 7, tag: 'r1:7', title: 'Bob · Kitchen', body: 'hello' },
  ...{ at: '2026-01-01T00:00:00.000Z', url: '/#/rooms/r1/7', icon: '/icons/icon-192.png', unread: 2 },
}
const note = (changes: object, language = 'en-US') => noteOf(payloadIn({ ...told, ...changes }), language)

test('a note has the tag of its message, does not ring twice, and knows where it leads', () => {
  expect(note({})).toMatchObject({
    title: 'Bob · Kitchen',
    options: {
      body: 'hello',
      tag: 'r1:7',
      renotify: false,
      data: { url: '/#/rooms/r1/7', roomId: 'r1', seq: 7 },
    },
  })
})

test('files are named in the language of the device', () => {
  const body = (kind: string, count: number, language: string) =>
    note({ body: '', files: { kind, count } }, language).options.body
  expect(body('picture', 1, 'en')).toBe('Picture')
  expect(body('picture', 1, 'pt-BR')).toBe('Foto')
  expect(body('picture', 3, 'pt-PT')).toBe('3 fotos')
  expect(body('other', 2, 'de')).toBe('2 files')
})

test('whatever is pushed, something is shown', () => {
  expect(noteOf(payloadIn({ type: 'test' }), 'en').options.body).toMatch(/It works/)
  for (const data of [null, 'text', {}, { type: 'later' }, { ...told, seq: 'x' }, { ...told, url: 1 }])
    expect(noteOf(payloadIn(data), 'en').options).toMatchObject({ tag: 'news', data: { url: '/#/' } })
})

/** A tab that answers whether it shows a room. */
function tab(shown: string, changes: Partial<Tab> = {}) {
  const heard: unknown[] = []
  const postMessage = (message: unknown, ports: MessagePort[]) => {
    heard.push(message)
    const { roomId } = message as { roomId?: string }
    ports[0]?.postMessage(roomId === shown)
  }
  const focus = vi.fn(() => Promise.resolve())
  const url = `https://papo.example/#/rooms/${shown}`
  return { url, focused: false, visibilityState: 'hidden' as const, focus, postMessage, heard, ...changes }
}
const front = { focused: true, visibilityState: 'visible' as const }

test('only a room that someone looks at keeps quiet', async () => {
  expect(await isWatched([tab('r2', front), tab('r1')], 'r1')).toBe(false)
  expect(await isWatched([tab('r2'), tab('r1', front)], 'r1')).toBe(true)
  expect(await isWatched([], 'r1')).toBe(false)
})

test('a tab that has nothing to say holds nothing up', async () => {
  expect(await isWatched([tab('r1', { ...front, postMessage: () => undefined })], 'r1')).toBe(false)
})

test('a click leads the tab that is there already to the very message', async () => {
  const [elsewhere, there] = [tab('r2', front), tab('r1')]
  const open = vi.fn(() => Promise.resolve())
  await goIn([elsewhere, there], '/#/rooms/r1/7', open)
  expect(there.heard).toEqual([{ type: 'papo:open', href: '#/rooms/r1/7' }])
  expect(there.focus).toHaveBeenCalledOnce()
  expect([elsewhere.heard, open.mock.calls]).toEqual([[], []])
})

test('else the one that is looked at, else any; a new one if there is none', async () => {
  const [hidden, visible] = [tab('r2'), tab('r3', { visibilityState: 'visible' })]
  const open = vi.fn(() => Promise.resolve())
  await goIn([hidden, visible], '/#/rooms/r1/7', open)
  expect([hidden.heard.length, visible.heard.length]).toEqual([0, 1])
  await goIn([hidden], '/#/rooms/r1/7', open)
  expect(hidden.heard).toHaveLength(1)
  await goIn([], '/#/rooms/r1/7', open)
  expect(open).toHaveBeenCalledWith('/#/rooms/r1/7')
})
