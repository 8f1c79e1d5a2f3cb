/** `html` says what `text` says. */
export type Letter = { subject: string; text: string; html: string; headers?: Record<string, string> }
type Line = { text: string; link?: { label: string; url: string } }

const STYLE = 'font:16px/1.5 system-ui,sans-serif;color:#1f2430;max-width:34em;margin:0 auto;padding:24px'
const FAINT = 'color:#6b7280;font-size:14px'

const escape = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
/** What people chose to be called stays on its line. */
export const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()

/** A plain letter, twice. The last line is the small print. */
export function letterOf(subject: string, lines: Line[], smallPrint: Line): Letter {
  const plain = ({ text, link }: Line) => (link ? `${text}\n${link.url}` : text)
  const rich = ({ text, link }: Line) => {
    const said = escape(text)
    return link ? `${said}<br><a href="${escape(link.url)}">${escape(link.label)}</a>` : said
  }
  const paragraphs = lines.map((line) => `<p>${rich(line)}</p>`).join('\n')
  return {
    subject,
    text: `${[...lines.map(plain), '--', plain(smallPrint)].join('\n\n')}\n`,
    html: `<div style="${STYLE}">\n${paragraphs}\n<p style="${FAINT}">${rich(smallPrint)}</p>\n</div>\n`,
  }
}
