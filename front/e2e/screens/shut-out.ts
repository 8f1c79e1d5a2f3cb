import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

/** Counted in looks and not in time, of which a busy machine needs more for one look than a page for its colours. */
const LOOKS = 10
const SERIOUS = ['serious', 'critical']
const COLOURS: RunOptions = { runOnly: ['color-contrast', 'link-in-text-block'] }
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What shuts people out of the screen that a page shows, in its light and its dark colours. */
export async function shutOut(page: Page): Promise<string[]> {
  await inTheme(page, 'light')
  const light = await lasting(page)
  await inTheme(page, 'dark')
  const dark = await lasting(page, COLOURS)
  return [...light, ...dark.map((line) => `dark: ${line}`)]
}

/** Colours that are on their way to those of the other theme are nobody's. */
async function inTheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.evaluate(async (theme) => {
    document.documentElement.dataset['theme'] = theme
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))
    for (const animation of document.getAnimations())
      if (animation instanceof CSSTransition) animation.finish()
  }, colorScheme)
}

/** What is still found when the page has had time to repaint: a colour may lag behind its theme for a frame. */
async function lasting(page: Page, options?: RunOptions): Promise<string[]> {
  let found = await findings(page, options)
  for (let looks = 1; found.length > 0 && looks < LOOKS; looks++) {
    await page.evaluate(
      () => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))),
    )
    found = await findings(page, options)
  }
  return found
}

/** What axe finds that shuts people out, in few words. */
async function findings(page: Page, options: RunOptions = {}): Promise<string[]> {
  await page.evaluate(axe)
  const results = await page.evaluate(
    (given) => (globalThis as unknown as { axe: { run: (o: object) => Promise<AxeResults> } }).axe.run(given),
    options,
  )
  return results.violations
    .filter(({ impact }) => SERIOUS.includes(impact ?? ''))
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary = '' }) => `${id}: ${help} ${target.join(' ')} ${failureSummary}`),
    )
}
