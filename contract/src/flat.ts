// Imports nothing, so that the web app can quote a message without zod.

/** So much of a message is read where it has one line. */
const READ_MAX = 300
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/^ {0,3}(?:```|~~~).*$/gm, ' '],
  [/^ {0,3}(?:#{1,6} |> ?|[-*+] )/gm, ''],
  [/\[([^[\]\n]{1,200})\]\([^()\s]{1,300}\)/g, '$1'],
  [/\*\*|__|~~|`/g, ''],
  [/(?<![\p{L}\p{N}])[*_](?=\S)|(?<=\S)[*_](?![\p{L}\p{N}])/gu, ''],
  [/\s+/g, ' '],
]

/** The words of a message without the signs of Markdown, for a line that quotes it. */
export function flatten(body: string): string {
  return SIGNS.reduce((text, [sign, instead]) => text.replace(sign, instead), body.slice(0, READ_MAX)).trim()
}

const EXCERPT_MAX = 140

/** The beginning of it, for a note beside other work. */
export function excerpt(body: string): string {
  const chars = [...flatten(body)]
  return chars.length > EXCERPT_MAX ? `${chars.slice(0, EXCERPT_MAX).join('').trimEnd()}…` : chars.join('')
}
