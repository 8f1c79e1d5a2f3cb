/** Code stays as it is: blocks first, then what stands between backticks in a line. */
const CODE = /(```[^]*?(?:```|$)|`[^`\n]*`)/
const SHORTCODE = /(?<![\w:]):([a-z0-9_+-]{2,40}):(?![\w:])/gi

export function hasShortcode(text: string): boolean {
  return text.search(SHORTCODE) >= 0
}

/** `:smile:` becomes what it stands for; what stands for nothing stays. */
export function convertShortcodes(text: string, emojiOf: (code: string) => string | undefined): string {
  if (!hasShortcode(text)) return text
  return text
    .split(CODE)
    .map((part, i) =>
      i % 2 === 1
        ? part
        : part.replace(SHORTCODE, (whole, code: string) => emojiOf(code.toLowerCase()) ?? whole),
    )
    .join('')
}
