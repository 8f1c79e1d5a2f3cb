// `import('virtual:emoji/en')` gives the emoji of one language, in a quarter of the size that emojibase has them.
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const codes = require('emojibase-data/en/shortcodes/emojibase.json')
const LANGUAGES = { en: 'emojibase-data/en/data.json', 'pt-BR': 'emojibase-data/pt/data.json' }
/** By emojibase's numbers of groups; the parts that emoji are made of are no emoji. */
const GROUPS = [
  'smileys',
  'people',
  null,
  'nature',
  'food',
  'travel',
  'activities',
  'objects',
  'symbols',
  'flags',
]
/** Newer ones are empty boxes on most devices. */
const NEWEST_VERSION = 15.1
/** What is an emoji anyway needs no sign to say so; with it, the same reaction would count twice. */
const NEEDLESS = /^(\p{Emoji_Presentation})\uFE0F$/u
const PREFIX = 'virtual:emoji/'

/** @returns {[group: string, emoji: [emoji: string, label: string, codes: string, words: string, toned: 0 | 1][]][]} */
export function emojiTable(language) {
  const known = require(LANGUAGES[language])
    .filter((one) => GROUPS[one.group] && one.version <= NEWEST_VERSION)
    .sort((a, b) => a.order - b.order)
  return GROUPS.flatMap((group, number) => {
    const rows = known.filter((one) => one.group === number).map(rowOf)
    return group ? [[group, rows]] : []
  })
}

function rowOf({ emoji, label, hexcode, tags = [], skins }) {
  return [
    emoji.replace(NEEDLESS, '$1'),
    label,
    [codes[hexcode] ?? []].flat().join(' '),
    tags.join(' '),
    skins ? 1 : 0,
  ]
}

export function emojiPlugin() {
  return {
    name: 'emoji',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined
      const table = JSON.stringify(emojiTable(id.slice(PREFIX.length + 1)))
      return `export const table = JSON.parse(${JSON.stringify(table)})`
    },
  }
}
