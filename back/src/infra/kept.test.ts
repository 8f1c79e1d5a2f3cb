import { expect, test } from 'vitest'
import { Kept } from './kept.js'

/** Answers that are given by hand, in the order in which they were asked for. */
function byHand(forMs: number) {
  const asked: { resolve: (answer: string) => void; reject: (error: Error) => void }[] = []
  const kept = new Kept(
    () => new Promise<string>((resolve, reject) => asked.push({ resolve, reject })),
    forMs,
  )
  return { asked, kept }
}

test('whoever asks within the time gets the same answer', async () => {
  const { asked, kept } = byHand(60_000)
  const both = Promise.all([kept.get(), kept.get()])
  asked[0]?.resolve('first')
  expect(await both).toEqual(['first', 'first'])
  expect(await kept.get()).toBe('first')
  expect(asked).toHaveLength(1)
})

test('it is asked again when the time is over, and after it was forgotten', () => {
  const { asked, kept } = byHand(-1)
  void kept.get()
  void kept.get()
  expect(asked).toHaveLength(2)
  const long = byHand(60_000)
  void long.kept.get()
  long.kept.forget()
  void long.kept.get()
  expect(long.asked).toHaveLength(2)
})

test('an answer that failed is not kept, and takes no newer one away', async () => {
  const { asked, kept } = byHand(60_000)
  const failing = kept.get()
  kept.forget()
  const newer = kept.get()
  asked[0]?.reject(new Error('away'))
  await expect(failing).rejects.toThrow('away')
  asked[1]?.resolve('newer')
  expect(await newer).toBe('newer')
  expect(await kept.get()).toBe('newer')
  kept.forget()
  const again = kept.get()
  asked[2]?.reject(new Error('away'))
  await expect(again).rejects.toThrow('away')
  void kept.get()
  expect(asked).toHaveLength(4)
})
