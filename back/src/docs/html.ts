/** Markup that is safe to send. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | false | undefined | readonly Part[]

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '')

function show(part: Part): string {
  if (part instanceof Html) return part.text
  if (part === undefined || part === false) return ''
  if (typeof part === 'object') return part.map(show).join('')
  return escape(String(part))
}

/** Markup with parts; whatever is not markup itself is escaped. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]) =>
  new Html(String.raw({ raw: strings }, ...parts.map(show)))

/** Text of one paragraph; what stands in backticks is code. */
export const prose = (text: string) =>
  text.split('`').map((part, place) => (place % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))

/** A value as people read it, short ones on one line. */
export function pretty(value: unknown): string {
  const short = JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ')
  return short.length <= 72 ? short : JSON.stringify(value, null, 2)
}
