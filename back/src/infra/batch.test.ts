import { expect, test } from 'vitest'
import { Batch } from './batch.js'

/** A batch whose questions wait to be answered by hand. */
function byHand() {
  const questions: { keys: string[]; answer: () => void; fail: () => void }[] = []
  const batch = new Batch<string>({
    everyMs: 0,
    ask: (keys) =>
      new Promise((resolve, reject) => {
        const known = keys.filter((key) => key !== 'stranger')
        const answer = () => resolve(new Map(known.map((key) => [key, `${key}!`])))
        questions.push({ keys, answer, fail: () => reject(new Error('away')) })
      }),
  })
  return { batch, questions }
}

/** The next question, once it was asked. */
const asked = async (questions: unknown[], count: number) => {
  while (questions.length < count) await new Promise((resolve) => setImmediate(resolve))
}

test('those who ask together are answered by one question, and one key is asked once', async () => {
  const { batch, questions } = byHand()
  const answers = Promise.all([batch.of('a'), batch.of('b'), batch.of('a'), batch.of('stranger')])
  await asked(questions, 1)
  questions[0]?.answer()
  expect(await answers).toEqual(['a!', 'b!', 'a!', undefined])
  expect(questions.map(({ keys }) => keys)).toEqual([['a', 'b', 'stranger']])
})

test('who asks while a question is under way is answered by the next one, which begins later', async () => {
  const { batch, questions } = byHand()
  const first = batch.of('a')
  await asked(questions, 1)
  const [again, other] = [batch.of('a'), batch.of('b')]
  questions[0]?.answer()
  expect(await first).toBe('a!')
  await asked(questions, 2)
  questions[1]?.answer()
  expect(await Promise.all([again, other])).toEqual(['a!', 'b!'])
  expect(questions.map(({ keys }) => keys)).toEqual([['a'], ['a', 'b']])
})

test('a question that failed fails for those who asked it, and for nobody after them', async () => {
  const { batch, questions } = byHand()
  const failing = Promise.allSettled([batch.of('a'), batch.of('b')])
  await asked(questions, 1)
  questions[0]?.fail()
  expect((await failing).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  const later = batch.of('a')
  await asked(questions, 2)
  questions[1]?.answer()
  expect(await later).toBe('a!')
})

test('who asks soon after another waits for the pace, unless enough others do too', async () => {
  const questions: string[][] = []
  const ask = (keys: string[]) => {
    questions.push(keys)
    return Promise.resolve(new Map(keys.map((key) => [key, key])))
  }
  const batch = new Batch<string>({ everyMs: 60_000, enough: 3, ask })
  await batch.of('first')
  const few = [batch.of('a'), batch.of('b')]
  await new Promise((resolve) => setImmediate(resolve))
  expect(questions).toEqual([['first']])
  await Promise.all([...few, batch.of('c')])
  expect(questions).toEqual([['first'], ['a', 'b', 'c']])
})

test('a great crowd is answered by several questions, one after another', async () => {
  const sizes: number[] = []
  const ask = (keys: string[]) => {
    sizes.push(keys.length)
    return Promise.resolve(new Map(keys.map((key) => [key, key])))
  }
  const batch = new Batch<string>({ everyMs: 0, ask })
  const keys = Array.from({ length: 1_200 }, (_, i) => String(i))
  expect(await Promise.all(keys.map((key) => batch.of(key)))).toEqual(keys)
  expect(sizes).toEqual([500, 500, 200])
})
