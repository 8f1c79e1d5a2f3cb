import { Parser } from 'htmlparser2'

/** What a page says of itself, in lines that can be shown and stored. */
export type Page = { title: string; description?: string; siteName?: string; imageUrl?: string }

const TITLE_MAX = 200
const DESCRIPTION_MAX = 400
const SITE_NAME_MAX = 80
const SAID_MAX = 4_096
/** The parser takes the longer for each tag the more are open: a page that is all openings would hold the process. */
const DEPTH_MAX = 500
const PIECE = 4_096

const TITLES = ['og:title', 'twitter:title', '<title>']
const DESCRIPTIONS = ['og:description', 'twitter:description', 'description']
const SITE_NAMES = ['og:site_name', 'application-name']
const IMAGES = ['og:image:secure_url', 'og:image:url', 'og:image', 'twitter:image', 'twitter:image:src']
const KNOWN = new Set([...TITLES, ...DESCRIPTIONS, ...SITE_NAMES, ...IMAGES])

/** Undefined if it has no title. `url` is where it was found. */
export function readPage(html: string, url: URL): Page | undefined {
  const said = readMeta(html)
  const line = (names: string[], max: number) =>
    names.map((name) => lineOf(said.get(name) ?? '', max)).find((text) => text !== '')
  const title = line(TITLES, TITLE_MAX)
  if (title === undefined) return undefined
  const description = line(DESCRIPTIONS, DESCRIPTION_MAX)
  const siteName = line(SITE_NAMES, SITE_NAME_MAX) ?? lineOf(hostOf(url), SITE_NAME_MAX)
  const image = IMAGES.map((name) => said.get(name)?.trim()).find(Boolean)
  return {
    title,
    ...(description !== undefined && description !== title && { description }),
    siteName,
    ...(image && URL.canParse(image, url.href) && { imageUrl: new URL(image, url).href }),
  }
}

const hostOf = ({ hostname }: URL): string => hostname.replace(/^www\./, '')

/** One line without what hides or turns words around, cut at `max` characters. */
export function lineOf(text: string, max: number): string {
  const plain = text
    .toWellFormed()
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  const characters = [...plain]
  return characters.length <= max
    ? plain
    : `${characters
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`
}

/** What is said first counts. */
function readMeta(html: string): Map<string, string> {
  const said = new Map<string, string>()
  let title: string | undefined
  let depth = 0
  const note = (name: string, text: string) => {
    if (KNOWN.has(name) && !said.has(name) && text.trim() !== '') said.set(name, text.slice(0, SAID_MAX))
  }
  const parser = new Parser({
    onopentag: (tag, { property, name, content }) => {
      depth++
      if (tag === 'title') title = ''
      if (tag === 'meta' && content !== undefined) note((property ?? name ?? '').toLowerCase(), content)
    },
    ontext: (text) => {
      if (title !== undefined && title.length < SAID_MAX) title += text
    },
    onclosetag: (tag) => {
      depth--
      if (tag !== 'title' || title === undefined) return
      note('<title>', title)
      title = undefined
    },
  })
  for (let at = 0; at < html.length && depth <= DEPTH_MAX; at += PIECE)
    parser.write(html.slice(at, at + PIECE))
  parser.end()
  return said
}
