import type { Page } from 'playwright-core'

/** What was seen of a timeline on the way: the lowest and the highest seq, and all that was wrong. */
export type Sight = { readonly from: number; readonly to: number; readonly faults: readonly string[] }
type Item = { readonly seq: number; readonly hidden: boolean; readonly top: number; readonly bottom: number }
type Screen = {
  readonly seqs: readonly number[]
  readonly whole: boolean
  readonly faults: readonly string[]
}

/**
 * Scrolls the open timeline screen by screen until the message `goal` is in sight, and looks at every one:
 * rows must follow each other without a hole, without an overlap, by their seqs as by their places, and each
 * screen must share rows with the one before.
 */
export async function sweep(page: Page, goal: number): Promise<Sight> {
  const faults: string[] = []
  // As a hand does: what a jump still holds in its place is let go of.
  await page.locator('.timeline-box').hover()
  await page.mouse.wheel(0, 1)
  let seen = await nextScreen(page, 0)
  let [from, to] = [seen.seqs[0] ?? 0, seen.seqs.at(-1) ?? 0]
  const step = goal < from ? -0.8 : 0.8
  while (goal < from || goal > to) {
    const next = await nextScreen(page, step)
    faults.push(...next.faults)
    if (!next.seqs.some((seq) => seen.seqs.includes(seq)))
      faults.push(`${seen.seqs.join()} is followed by ${next.seqs.join()}`)
    if (faults.length > 0) break
    seen = next
    from = Math.min(from, seen.seqs[0] ?? Infinity)
    to = Math.max(to, seen.seqs.at(-1) ?? -Infinity)
  }
  return { from, to, faults }
}

function nextScreen(page: Page, step: number): Promise<Screen> {
  return page.evaluate(scrollOn, step)
}

/** Runs in the page. Of a frame that is still being made nothing can be said: it looks until one is whole. */
async function scrollOn(step: number): Promise<Screen> {
  const box = document.querySelector<HTMLElement>('.timeline-box')
  if (!box) throw new Error('no timeline')

  const itemOf = (row: HTMLElement): Item => {
    const item = row.parentElement ?? row
    const { top, bottom } = item.getBoundingClientRect()
    return { seq: Number(row.dataset['seq'] ?? 0), hidden: item.style.visibility === 'hidden', top, bottom }
  }
  const faultsOf = (above: Item | undefined, row: Item): string[] => {
    if (!above || above.seq === 0) return []
    const gapPx = row.top - above.bottom
    return [
      ...(row.seq === above.seq + 1 ? [] : [`${above.seq} is followed by ${row.seq}`]),
      ...(Math.abs(gapPx) <= 1 ? [] : [`${gapPx} px between ${above.seq} and ${row.seq}`]),
    ]
  }
  const look = (): Screen => {
    const { top, bottom } = box.getBoundingClientRect()
    const items = [...box.querySelectorAll<HTMLElement>('[data-seq], .timeline-older, .timeline-start')]
      .map(itemOf)
      .filter((item) => item.bottom > top && item.top < bottom)
    const [head, tail] = [items[0], items.at(-1)]
    const content = box.firstElementChild?.getBoundingClientRect().bottom ?? Infinity
    // The content ends a little below its last row.
    const covered = head && tail && head.top <= top + 1 && tail.bottom >= Math.min(bottom, content - 20) - 1
    return {
      seqs: items.map(({ seq }) => seq).filter((seq) => seq > 0),
      whole: covered === true && items.every(({ hidden }) => !hidden),
      faults: items.flatMap((item, i) => faultsOf(items[i - 1], item)),
    }
  }
  box.scrollTop += step * box.clientHeight
  const deadline = performance.now() + 10_000
  for (;;) {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
    const screen = look()
    if (screen.whole && screen.faults.length === 0) return screen
    if (performance.now() > deadline) return { ...screen, faults: [...screen.faults, 'it does not settle'] }
  }
}
