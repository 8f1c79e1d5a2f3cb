import type { Hit } from './search.store'

type Snippet = Hit['snippet']

/** The signs of Markdown that say how words look, and are no words themselves. */
const SIGNS = /\*\*|__|~~|`+|^(?:#{1,6}|>|[-*+]|\d+\.)[ \t]+|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)/gm

/** A part of a message as one reads it: without those signs, and with what was found still marked. */
export function plainSnippet({ text, marks }: Snippet): Snippet {
  const signs = [...text.matchAll(SIGNS)].map((sign) => ({
    from: sign.index,
    to: sign.index + sign[0].length,
  }))
  const moved = (at: number) =>
    signs.reduce((to, sign) => to - Math.max(0, Math.min(at, sign.to) - sign.from), at)
  return {
    text: text.replace(SIGNS, ''),
    marks: marks.flatMap(([from, to]): [number, number][] =>
      moved(from) < moved(to) ? [[moved(from), moved(to)]] : [],
    ),
  }
}
