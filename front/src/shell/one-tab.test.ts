import { expect, test } from 'vitest'
import { createOneTab } from './one-tab'

/** Some tabs of one browser: what one says, the others hear a moment later. */
function browser(presence: readonly boolean[], withLocks = true) {
  const channels = presence.map(() => ({
    onmessage: null as ((event: MessageEvent) => void) | null,
    postMessage: (_: unknown): void => undefined,
    close: () => undefined,
  }))
  for (const channel of channels)
    channel.postMessage = (data) => {
      for (const other of channels)
        if (other !== channel) queueMicrotask(() => other.onmessage?.({ data } as MessageEvent))
    }
  const held = new Set<string>()
  const request = async (name: string, _: unknown, task: (lock: Lock | null) => Promise<void>) => {
    if (held.has(name)) return task(null)
    held.add(name)
    await task({ name, mode: 'exclusive' })
  }
  const locks = withLocks ? ({ request } as unknown as LockManager) : undefined
  return presence.map((present, n) =>
    createOneTab({
      userId: 'alice',
      isPresent: () => present,
      channel: channels[n] as BroadcastChannel,
      locks,
    }),
  )
}
const taken = (tabs: ReturnType<typeof browser>, key: string) =>
  Promise.all(tabs.map((tab) => tab.takes(key)))

test('the tab that is looked at speaks, with locks and without', async () => {
  expect(await taken(browser([false, true, false]), 'room:1')).toEqual([false, true, false])
  expect(await taken(browser([false, true, false], false), 'room:1')).toEqual([false, true, false])
})

test('where nobody looks, exactly one speaks', async () => {
  const answers = await taken(browser([false, false, false]), 'room:1')
  expect(answers.filter(Boolean)).toHaveLength(1)
})

test('two that are looked at do not both speak', async () => {
  const answers = await taken(browser([true, true]), 'room:1')
  expect(answers.filter(Boolean)).toHaveLength(1)
})

test('nobody speaks of what is being read in one of them', async () => {
  const tabs = browser([false, true])
  tabs[1]?.settle('room:1')
  expect(await tabs[0]?.takes('room:1')).toBe(false)
  expect(await tabs[0]?.takes('room:2')).toBe(true)
})

test('the same message is told once', async () => {
  const [tab] = browser([true])
  expect([await tab?.takes('room:1'), await tab?.takes('room:1')]).toEqual([true, false])
})
