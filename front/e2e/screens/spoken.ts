import type { Page } from 'playwright-core'
import type { Catalogue } from './catalogue.js'

const formsOf = (entries: Catalogue['areas'][number]['en']) =>
  Object.values(entries).flatMap((entry) => (typeof entry === 'string' ? [entry] : Object.values(entry)))

/** Tells a text that only the English catalogue knows, whatever is filled in, and a key that stands for itself. */
export function leftoversOf({ areas }: Catalogue): (text: string) => boolean {
  const keys = new Set(areas.flatMap(({ en }) => Object.keys(en)).filter((key) => key.includes('.')))
  const portuguese = new Set(areas.flatMap(({ ptBr }) => formsOf(ptBr)))
  const english = areas.flatMap(({ en }) => formsOf(en)).filter((text) => !portuguese.has(text))
  const literal = new Set(english.filter((text) => !text.includes('{')))
  const filled = english
    .filter((text) => text.includes('{') && text.replaceAll(/\{\w+\}/g, '').match(/\p{L}/gu)?.length)
    .map((text) => new RegExp(`^${escaped(text).replaceAll(/\\\{\w+\\\}/g, '.+')}$`, 'u'))
  return (text) => keys.has(text) || literal.has(text) || filled.some((pattern) => pattern.test(text))
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** What the app says on a page, without what people wrote: that stands where the direction is theirs. */
export function spokenOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const said = new Set<string>()
    const add = (text: string | null) => text?.trim() && said.add(text.trim())
    const isTheirs = (element: Element | null) =>
      element?.closest('[dir="auto"], .message-text, code, kbd, [lang]:not(html), script, style') != null
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (nodes.nextNode())
      if (!isTheirs(nodes.currentNode.parentElement)) add(nodes.currentNode.textContent)
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'data-label'])
      for (const element of document.querySelectorAll(`[${name}]`))
        if (!isTheirs(element)) add(element.getAttribute(name))
    return [...said]
  })
}
